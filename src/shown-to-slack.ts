/** All that is sent and shown, for `drumbeat doctor --live`. */

import type { HomeView } from "@slack/types";
import { addressBook } from "./calendars/address-book.ts";
import { capabilities } from "./capabilities.ts";
import { messageKinds } from "./delivery/bundle.ts";
import { homeTab } from "./home-tab.ts";
import type { ShownToSlack } from "./kernel/cli.ts";
import { personById, readerOf } from "./people/use-cases.ts";
import { homeShownTo } from "./platform/slack/home.ts";

export const shownToSlack: ShownToSlack = {
  addressBook,
  kinds: (services) =>
    messageKinds(
      services,
      capabilities.flatMap(({ messages = [] }) => messages),
    ),
  async homeOf(services, workspaceId, personId) {
    const person = await personById(services.db, workspaceId, personId);
    const tab = homeTab({ services, releasedAt: services.clock.now() });
    const pages: HomeView[] = [];
    for (;;) {
      const wanted = { page: pages.length, unfolded: [] };
      const { view, place } = await homeShownTo(tab, person, readerOf(person), wanted);
      if (place.page < wanted.page) return pages;
      pages.push(view);
    }
  },
};
