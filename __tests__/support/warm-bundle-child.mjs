// Runs the built action again and again in one process: a line of JSON with the environment in, a line with the exit code
// out. What a fresh process would begin with (environment, exit code) is set before each run.
// The hosts that it opened connections to are beside the code.
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [bundle, marker] = process.argv.slice(2);
const own = new Set(Object.keys(process.env));
const { connect } = Socket.prototype;
let hosts = new Set();
Socket.prototype.connect = function (...given) {
  const [first] = given.flat();
  hosts.add(String(first?.host ?? first?.path ?? first));
  return connect.apply(this, given);
};
let runs = 0;
for await (const line of createInterface({ input: process.stdin })) {
  for (const name of Object.keys(process.env)) if (!own.has(name)) delete process.env[name];
  Object.assign(process.env, JSON.parse(line));
  process.exitCode = 0;
  hosts = new Set();
  let code = 0;
  try {
    await import(`${pathToFileURL(bundle).href}?run=${runs++}`);
    code = process.exitCode ?? 0;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    code = 1;
  }
  process.exitCode = 0;
  process.stdout.write(`\n${marker} ${code} ${[...hosts].join(",")}\n`);
}
