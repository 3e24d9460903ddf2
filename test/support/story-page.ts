import type { Sandbox, SandboxClock } from "slack-sandbox";
import { servePage } from "../../packages/slack-sandbox/test/page/open-page.ts";
import { guideTo, type Story } from "../../src/demo/tour.ts";

/** Serves the page of a sandbox as `npm run sandbox` does. Returns its address. */
export function serveStory(run: { sandbox: Sandbox; clock: SandboxClock; scenario: Story }): Promise<string> {
  const { sandbox, clock, scenario } = run;
  return servePage({ sandbox, clock, guide: guideTo(sandbox, scenario) });
}
