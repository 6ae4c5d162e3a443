import { main } from "../src/cli/main.js";
process.exitCode = await main(process.argv.slice(2), new URL("file://" + process.env.REPO_ROOT + "/dist/cli/index.js").href);
