import { useEffect, useState } from "preact/hooks";

/**
 * A value as it was when the screen last had time: undefined until the first frame stands, then one frame behind. What is
 * slow to lay out takes this, so that the planes answer first. Of values that follow one another at once only the last comes.
 */
export function useLater<T extends object>(value: T): T | undefined {
  const [settled, setSettled] = useState<T>();
  // effects run after a frame; the wait lets a newer value stop this one
  useEffect(() => {
    const wait = setTimeout(() => setSettled(value));
    return () => clearTimeout(wait);
  }, [value]);
  return settled;
}
