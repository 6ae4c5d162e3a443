import { run } from "./main.js";

await run(import.meta.url);
