#!/usr/bin/env node
import { endProcess, makeRoomForCompilers } from "../process-end.js";
import { main } from "./main.js";

// `dynamo-advisor … | head` closes the pipe early; that is no error of anybody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  makeRoomForCompilers();
  process.exit(0);
});

await endProcess(await main(process.argv.slice(2), import.meta.url));
