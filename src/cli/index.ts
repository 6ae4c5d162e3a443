#!/usr/bin/env node
import { main } from "./main.js";

// `dynamo-advisor … | head` closes the pipe early; that is no error of anybody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), import.meta.url);
