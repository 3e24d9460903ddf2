/** Open Homes, refreshed when something they show has changed. */
import type { App } from "@slack/bolt";
import { createHomePace } from "../delivery/pace.ts";
import type { Person } from "../people/people.ts";
import { type Instant, isDriven } from "../platform/clock.ts";
import type { HomeChanges } from "../programs/visitor-of-home.ts";
import { registerHome } from "../slack/home.ts";
import type { AppContext } from "./capability.ts";
import { homeTab } from "./home-tab.ts";

export interface Homes {
  /** Returns when to refresh the Homes that Slack's limit held back. */
  refresh(): Promise<Instant | null>;
  stop(): Promise<void>;
}

export function openHomes(app: App, running: AppContext<Person>, homeChanges: HomeChanges): Homes {
  const { services, workspaceId, listening } = running;
  const { db, clock } = services;
  listening.acted = async (slackUserId) => {
    if (!homes.isAnyOpen()) return;
    homeChanges.doneBy(slackUserId);
    listening.wake();
  };
  const homes = registerHome(listening, homeTab(running), clock, createHomePace(services, workspaceId));
  return {
    async refresh() {
      if (!homes.isAnyOpen()) homeChanges.clear();
      homes.outdate(await homeChanges.takeConcerned(db, workspaceId));
      const refreshed = homes.refresh(app.client);
      // Wait for Slack only under a driven clock.
      if (isDriven(clock)) await refreshed;
      // A later tick refreshes the rest.
      else void refreshed.then((looked) => looked > 0 && homes.nextRefreshAt() && listening.wake());
      return homes.nextRefreshAt();
    },
    stop: () => homes.stop(),
  };
}
