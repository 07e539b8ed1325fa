package shop.pay

import java.time.Clock
import java.time.Instant

/** Charges. */
class Gateway(private val clock: Clock) : Base() {
    private val url = "a ${map["b"]} {"

    init {
        check(true)
        check(true)
        check(true)
        check(true)
        check(true)
        check(true)
    }

    override suspend fun charge(amount: Int): Int {
        val raw = """
            { " ${amount.let { it + 1 }}
        """
        for (i in 0..amount) {
            println(raw)
            if (i > 3) throw IllegalStateException("x")
        }
        return amount
    }

    fun `does this and that`() {
        val a = 1
        val b = 2
        val c = 3
        val d = 4
        val e = 5
        println(a + b + c + d + e)
    }

    val size: Int
        get() {
            val a = 1
            val b = 2
            val c = 3
            val d = 4
            val e = 5
            return a + b + c + d + e
        }

    private fun refund(id: String): Long {
        val reply = send("refund", id)
        for (line in reply.lines) {
            println("refunded ${line.amount} ${line.currency}")
            journal.write(line.amount, line.currency, line.at)
            total -= line.amount * line.rate
        }
        journal.flush()
        return total
    }

    companion object {
        const val RETRIES = 3
        const val TIMEOUT = 30
        const val BURST = 12
    }
}
