// A small agent on Anthropic's SDK, wired by nothing but the environment: runs what it is told to, until it is told a sentence.
const { execSync } = require("node:child_process");
const { Anthropic } = require("@anthropic-ai/sdk");

async function main() {
  const client = new Anthropic();
  const messages = [{ role: "user", content: "Compare the two listings." }];
  const tools = [{ name: "Bash", input_schema: { type: "object", properties: { command: { type: "string" } } } }];
  for (;;) {
    const stream = client.messages.stream({ model: "claude-sonnet-4-5", max_tokens: 1024, messages, tools });
    stream.on("text", (piece) => process.stdout.write(piece + "\n"));
    const answer = await stream.finalMessage();
    const call = answer.content.find((block) => block.type === "tool_use");
    if (!call) {
      return;
    }
    messages.push({ role: "assistant", content: answer.content });
    const output = execSync(call.input.command, { encoding: "utf8" });
    messages.push({ role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: output }] });
  }
}

main().catch((error) => {
  console.error(`${error.name} ${error.status} ${error.message}`);
  process.exitCode = 3;
});
