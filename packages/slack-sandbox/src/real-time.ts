/**
 * Real time in milliseconds, for what does not follow the sandbox's clock: acks, triggers, request signatures, pings,
 * and the sandbox's clock itself while it runs at real speed.
 */
export function realTimeMs(): number {
  return Date.now();
}

/** Resolves with the value, or with null when it has not come after so many real milliseconds. */
export async function withinRealMs<Value>(ms: number, value: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
