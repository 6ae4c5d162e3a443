import { isMainThread } from "node:worker_threads";
import { run } from "./main.js";
import { makeRoomForCompilers } from "./process-end.js";

await run(import.meta.url);
if (isMainThread) makeRoomForCompilers();
