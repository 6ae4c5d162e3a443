import { afterEach, beforeEach, expect } from "@jest/globals";
import { FakeGitHub } from "./fake-github/index.js";
import { pullRequestWorld } from "./pull-request-world.js";

/** A fresh stand-in for every test of a file; what GitHub would have refused fails the test. */
export function withFake(world = pullRequestWorld): { readonly current: FakeGitHub } {
  const holder = { current: undefined as unknown as FakeGitHub };
  beforeEach(async () => {
    holder.current = await FakeGitHub.start(world());
  });
  afterEach(async () => {
    const { violations } = holder.current;
    await holder.current.stop();
    expect(violations).toEqual([]);
  });
  return holder;
}
