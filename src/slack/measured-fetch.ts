import { stopwatch } from "../platform/clock.ts";
import type { CallOutcome, Metrics } from "../platform/metrics.ts";
import type { Fetch } from "../platform/network.ts";

type Response = Awaited<ReturnType<Fetch>>;

/** Wraps `fetch` for the SDK's clients and counts its calls. */
export function measuredFetch(fetch: Fetch, metrics: Pick<Metrics, "called">): Fetch {
  return async (url, init) => {
    // `chat.postMessage`, or `other`, e.g. for uploads: a label needs few values.
    const method = /\/([a-z]+(?:\.[a-zA-Z]+)+)$/.exec(String(url))?.[1] ?? "other";
    const elapsed = stopwatch();
    const record = (outcome: CallOutcome) => metrics.called(method, outcome, elapsed());
    let response: Response;
    try {
      response = await fetch(url, init);
    } catch (error) {
      record("no-answer");
      throw error;
    }
    if (response.status !== 200) {
      record(response.status === 429 ? "rate-limited" : "failed");
      return response;
    }
    return {
      ok: response.ok,
      status: response.status,
      statusText: response.statusText,
      url: response.url,
      headers: response.headers,
      arrayBuffer: () => response.arrayBuffer(),
      json: () => response.json(),
      async text() {
        const text = await response.text().catch((error: unknown) => {
          record("no-answer");
          throw error;
        });
        record(/^\s*\{\s*"ok"\s*:\s*false/.test(text) ? "refused" : "ok");
        return text;
      },
    };
  };
}
