import { assignDefault } from "../shell.js";
import type { DeployValues } from "../values.js";
import { aiperfCommand } from "./aiperf.js";
import type { BenchSettings } from "./settings.js";

/** Prefix of the variables that override a setting; AIConfigurator's scripts read the same names. */
const PREFIX = "AICONFIGURATOR_BENCH_";
const SCRIPT_ROUNDS = 20;

/** `bench_run.sh`: AIPerf once for each load, against the frontend on the head node. */
export function benchScript(settings: BenchSettings, values: DeployValues): string {
  const { headNodeIp, port } = values.options.service;
  const url = values.options.bench.endpointUrl ?? `http://${headNodeIp}:${port}`;
  const copied = aiperfCommand(settings).trimEnd().replaceAll("\n", "\n#   ");
  return [
    "#!/usr/bin/env bash\n",
    `# Measures the deployment; the recommended load is ${settings.recommended} requests in flight. That load alone, through a port-forward:\n#   ${copied}\n`,
    "set -eu\nset -o pipefail\n\n",
    sweep(settings, { url, rounds: SCRIPT_ROUNDS }),
  ].join("");
}

/** The script of the benchmark Job: installs AIPerf, then the same sweep with longer runs. */
export function jobScript(settings: BenchSettings): string {
  return `set -eu\nset -o pipefail\npip install aiperf\n${sweep(settings, { url: settings.url, rounds: 50 })}`;
}

function sweep(settings: BenchSettings, { url, rounds }: { url: string; rounds: number }): string {
  const variables: readonly (readonly [string, string, string | number])[] = [
    ["BENCH_MODEL", `${PREFIX}MODEL`, settings.model],
    ["BENCH_TOKENIZER", `${PREFIX}TOKENIZER`, settings.tokenizer],
    ["BENCH_ENDPOINT_TYPE", `${PREFIX}ENDPOINT_TYPE`, settings.endpointType],
    ["BENCH_ENDPOINT_URL", `${PREFIX}ENDPOINT_URL`, url],
    ["BENCH_ISL", `${PREFIX}ISL`, settings.isl],
    ["BENCH_ISL_STDDEV", `${PREFIX}ISL_STDDEV`, settings.islStddev],
    ["BENCH_OSL", `${PREFIX}OSL`, settings.osl],
    ["BENCH_OSL_STDDEV", `${PREFIX}OSL_STDDEV`, settings.oslStddev],
    ["BENCH_PREFIX", `${PREFIX}PREFIX`, settings.prefix],
    ["BENCH_PREFIX_PROMPTS", `${PREFIX}PREFIX_PROMPTS`, settings.prefixPrompts],
    ["BENCH_ROUNDS", `${PREFIX}MULTI_ROUND`, rounds],
    ...(settings.rampSeconds === undefined
      ? []
      : [["BENCH_RAMP", `${PREFIX}RAMP`, settings.rampSeconds] as const]),
    ["BENCH_UI", `${PREFIX}UI`, settings.ui],
    ["ARTIFACT_DIR", "BENCH_ARTIFACT_DIR", "/tmp/bench_artifacts"],
  ];
  return [
    ...variables.map(([name, variable, fallback]) => assignDefault(name, String(fallback), variable)),
    `\nread -r -a concurrencies <<< "\${${PREFIX}CONCURRENCY:-${settings.concurrencies.join(" ")}}"\n`,
    "\nprefix_args=()\n",
    'if [ "$BENCH_PREFIX" -gt 0 ]; then\n',
    '  prefix_args=(--prefix-prompt-length "$BENCH_PREFIX" --num-prefix-prompts "$BENCH_PREFIX_PROMPTS")\n',
    "fi\n\n",
    'for concurrency in "${concurrencies[@]}"; do\n',
    '  echo "Concurrency $concurrency"\n',
    "  aiperf profile \\\n",
    '    --artifact-dir "${ARTIFACT_DIR}/concurrency_${concurrency}" \\\n',
    '    -m "$BENCH_MODEL" \\\n',
    '    --endpoint-type "$BENCH_ENDPOINT_TYPE" \\\n',
    '    -u "$BENCH_ENDPOINT_URL" \\\n',
    '    --tokenizer "$BENCH_TOKENIZER" \\\n',
    '    --isl "$BENCH_ISL" --isl-stddev "$BENCH_ISL_STDDEV" \\\n',
    '    --osl "$BENCH_OSL" --osl-stddev "$BENCH_OSL_STDDEV" \\\n',
    // bash before 4.4 takes an empty array for an unset variable
    '    ${prefix_args[@]+"${prefix_args[@]}"} \\\n',
    "    --extra-inputs 'ignore_eos:true' \\\n",
    `    --extra-inputs '{"nvext":{"ignore_eos":true}}' \\\n`,
    '    --concurrency "$concurrency" \\\n',
    // all at once, the prompts of the first round wait for each other, and the mean TTFT is not that of a steady load
    settings.rampSeconds === undefined ? "" : '    --concurrency-ramp-duration "$BENCH_RAMP" \\\n',
    '    --num-requests "$((concurrency * BENCH_ROUNDS))" \\\n',
    '    --warmup-request-count "$((concurrency * 2))" \\\n',
    "    --random-seed 100 \\\n",
    '    --ui "$BENCH_UI" \\\n',
    "    --streaming\n",
    "done\n",
  ].join("");
}
