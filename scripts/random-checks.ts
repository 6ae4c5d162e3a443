// Random checks against the rules of advice: `node scripts/run-ts.mjs scripts/random-checks.ts [count] [first seed]`.
// Prints each question that breaks a rule, and how many were asked; ends with 1 when any did.
import { openCheckDeps } from "../src/check/open.js";
import { askRandom, randomQuestion } from "../__tests__/support/random-check.js";

const [count = 200, first = 1] = process.argv.slice(2).map(Number);
const deps = await openCheckDeps({ root: `${process.env["REPO_ROOT"]}/perf-db`, profile: "calibrated" });
const counts: Record<string, number> = {};
const tally = (key: string): number => (counts[key] = (counts[key] ?? 0) + 1);
for (let seed = first, asked = 0; asked < count; seed++) {
  const outcome = await askRandom(deps, randomQuestion(seed));
  if (outcome === undefined) continue;
  asked++;
  tally(outcome.verdict);
  if (outcome.advised) tally("advised");
  if (outcome.fixed) tally("smallest fix");
  if (outcome.broken.length === 0) continue;
  tally("broken");
  const { deployment, ...rest } = outcome.question;
  const pools = deployment.pools.map(
    ({ role, parallelism: p, workers, batchSize }) =>
      `${role} ${workers}x tp${p.tp} moeTp${p.moeTp} moeEp${p.moeEp} bs${batchSize}`,
  );
  console.log(
    JSON.stringify(rest),
    deployment.model,
    deployment.backend,
    `${deployment.replicas} x`,
    pools.join(" + "),
  );
  for (const line of outcome.broken) console.log(`  ${line}`);
}
console.log(JSON.stringify(counts));
process.exitCode = (counts["broken"] ?? 0) > 0 ? 1 : 0;
