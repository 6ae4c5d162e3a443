import { render } from "preact";
import type { ExplorerPayload } from "../payload.js";
import { App } from "./app.js";

/** The data that the page came with: JSON, compressed, in base64 (`src/explorer/html.ts`). */
async function readPayload(): Promise<ExplorerPayload> {
  const packed = JSON.parse(document.getElementById("data")!.textContent) as string;
  const letters = atob(packed);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as ExplorerPayload;
}

/** Waits until the first frame stands on the screen, but not for a window that nobody looks at. */
function frameSeen(): Promise<unknown> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 50);
  });
}

const root = document.getElementById("app")!;
try {
  const [page] = await Promise.all([readPayload(), frameSeen()]);
  render(<App page={page} />, root);
} catch (error) {
  root.textContent = `This page cannot show its data: ${error instanceof Error ? error.message : String(error)}`;
}
