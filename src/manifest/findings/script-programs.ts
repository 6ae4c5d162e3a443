import type { ComponentReading } from "../component-reading.js";
import { parseShell } from "../command/shell.js";
import { type FindingList, reportOn } from "../rules.js";
import { slice } from "../text/mapped-text.js";

/**
 * Programs that scripts of engines run and that leave nothing behind which moves a figure: the shell's own words; what prints,
 * asks, waits and looks; what brings, moves and unpacks files, for what lies on volumes is not known anyway; packages and
 * engines, of which more is said elsewhere.
 */
const KNOWN: ReadonlySet<string> = new Set(
  `. : [ [[ alias bg break builtin cd command continue declare dirs disown echo enable eval exec exit export false fg getopts hash
  help history jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source
  suspend test time times trap true type typeset ulimit umask unalias unset wait
  awk basename cat cksum cmp column comm cut date df diff dig dirname du egrep env envsubst expr fgrep file find fold free getconf
  getent gawk grep head host hostname hostnamectl id jq yq less ls lsblk lscpu lsmod lsof lspci md5sum more mount mktemp nl nproc nslookup numfmt od
  paste pgrep pidof ping printenv ps readlink realpath rev sed seq sha256sum shuf sleep sort split stat strings tac tail tee tee
  timeout top touch tr tty uname uniq uptime wc whereis which who whoami xxd yes
  basenc base64 bunzip2 bzip2 chgrp chmod chown cp curl dd git git-lfs gsutil gunzip gzip install ln ltar mc mkdir mkfifo mv nc ncat netcat
  openssl rclone rm rmdir rsync s3cmd s5cmd scp ssh-keygen sync tar truncate unlink unzip wget xz zcat zip zstd aws az gcloud azcopy ngc
  huggingface-cli hf modelscope modelexpress-cli
  apk apt apt-get conda dpkg ldconfig mamba micromamba npm pip pip3 pipx poetry rpm uv uvx yum dnf
  bash dash ksh sh zsh node perl python python3 ruby
  dcgmi etcdctl ibdev2netdev ibstat ibv_devinfo ibv_devices ifconfig ip kubectl natscli nats netstat nvidia-smi nvidia-cuda-mps-control
  pg_isready redis-cli rdma show_gids ss traceroute ucx_info
  accelerate catatonit chrt cpulimit ddtrace-run dumb-init gosu ionice mpiexec mpirun newrelic-admin nice nohup numactl
  opentelemetry-instrument prlimit setpriv setsid srun stdbuf su-exec sudo taskset tini torchrun trtllm-llmapi-launch xargs
  aiperf genai-perf dynamo etcd nats-server sglang trtllm-serve trtllm-bench vllm`.split(/\s+/),
);
/** Limits on what a process may take, beside those on files and locked memory. */
const LIMITS = /^-\w*[vmdt]/;
const DEFINED =
  /(?:^|[\s;&|{}])(?:function[ \t]+)?([\w-]{1,60})[ \t]{0,4}\([ \t]{0,4}\)|\bfunction[ \t]+([\w-]{1,60})/g;
const MOST_NAMES = 4;

/** What a script runs beside its engine and of which nothing is known. */
export function reportScriptPrograms({ command, component }: ComponentReading, findings: FindingList): void {
  const { script } = command;
  const read = script && parseShell(script.text);
  if (script === undefined || read === undefined) return;
  const own = new Set([...script.text.matchAll(DEFINED)].map(([, one, other = ""]) => one ?? other));
  const found = new Map<string, number>();
  for (const step of read.steps) {
    if (step.kind !== "run") continue;
    const [first, second] = step.words;
    const text = first?.parts.every(({ kind }) => kind === "text") === true ? plain(first.text) : "";
    const name = text.slice(text.lastIndexOf("/") + 1).replace(/^(python|pip)[\d.]+$/, "$1");
    const isLimit = name === "ulimit" && LIMITS.test(second?.text ?? "");
    if (first === undefined || name === "" || own.has(name) || own.has(text)) continue;
    if (isLimit || !(KNOWN.has(name) || KNOWN.has(text))) found.set(text, found.get(text) ?? first.start);
  }
  const [at] = found.values();
  if (at === undefined) return;
  const names = [...found.keys()].map((one) => `\`${one.slice(0, 40)}\``);
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const [are, what, them] = names.length === 1 ? ["is", "a program", "it"] : ["are", "programs", "them"];
  const message = `${names.slice(0, MOST_NAMES).join(", ")}${more} in the script of ${component.name} ${are} not modelled (${what} beside the engine): figures are those without ${them} and may be off either way.`;
  reportOn(findings, "setting-not-modelled", slice(script, at, at + 1), message);
}

function plain(word: string): string {
  return word.replace(/["'\\]/g, "");
}
