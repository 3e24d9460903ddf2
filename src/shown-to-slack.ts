/** All that is sent and shown, for `drumbeat doctor --live`. */

import { addressBook } from "./calendars/address-book.ts";
import { homeTab } from "./home-tab.ts";
import type { ShownToSlack } from "./kernel/cli.ts";
import { kindsToSend } from "./outbox.ts";
import { personById, readerOf } from "./people/use-cases.ts";
import { homePages } from "./platform/slack/home.ts";

export const shownToSlack: ShownToSlack = {
  addressBook,
  kinds: kindsToSend,
  async homeOf(services, workspaceId, personId) {
    const person = await personById(services.db, workspaceId, personId);
    return homePages(homeTab({ services, releasedAt: services.clock.now() }), person, readerOf(person));
  },
};
