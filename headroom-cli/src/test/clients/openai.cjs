// A small agent on OpenAI's SDK, wired by nothing but the environment: runs what it is told to, until it is told a sentence.
const { execSync } = require("node:child_process");
const { OpenAI } = require("openai");

async function main() {
  const client = new OpenAI();
  const messages = [{ role: "user", content: "Compare the two listings." }];
  const parameters = { type: "object", properties: { cmd: { type: "string" } } };
  const tools = [{ type: "function", function: { name: "run", parameters } }];
  for (;;) {
    const stream = client.chat.completions.stream({ model: "gpt-5.5", messages, tools });
    stream.on("content", (piece) => process.stdout.write(piece + "\n"));
    const answer = (await stream.finalChatCompletion()).choices[0].message;
    if (!answer.tool_calls) {
      return;
    }
    messages.push(answer);
    for (const call of answer.tool_calls) {
      const output = execSync(JSON.parse(call.function.arguments).cmd, { encoding: "utf8" });
      messages.push({ role: "tool", tool_call_id: call.id, content: output });
    }
  }
}

main().catch((error) => {
  console.error(`${error.name} ${error.status} ${error.message}`);
  process.exitCode = 3;
});
