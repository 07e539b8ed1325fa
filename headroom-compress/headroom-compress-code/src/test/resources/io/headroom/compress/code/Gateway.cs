using System;
using System.Linq;

namespace Shop.Pay
{
    /// <summary>Charges.</summary>
    [Serializable]
    public sealed class Gateway : IGateway
    {
        private readonly string url = @"c:\{""";

        public int Count
        {
            get
            {
                var a = 1;
                var b = 2;
                var c = 3;
                var d = 4;
                var e = 5;
                return a + b + c + d + e;
            }
            private set;
        }

        public Gateway(string url) : base(url)
        {
            this.url = $"{(url == "x" ? "}" : "{")} {{";
            A();
            B();
            C();
            D();
            E();
        }

        [HttpPost("charge")]
        public new async Task<int> Charge(int amount, CancellationToken token = default)
        {
            foreach (var x in items)
            {
                if (x == null)
                {
                    throw new ArgumentNullException(nameof(x));
                }
                await x.Do();
            }
            return amount;
        }

        public decimal Refund(string id)
        {
            var reply = Send("refund", id);
            foreach (var line in reply.Lines)
            {
                Console.WriteLine($"refunded {line.Amount} {line.Currency}");
                journal.Write(line.Amount, line.Currency, line.At);
                total -= line.Amount * line.Rate;
            }
            journal.Flush();
            return total;
        }

        public enum Color
        {
            Red,
            Green,
        }
    }
}
