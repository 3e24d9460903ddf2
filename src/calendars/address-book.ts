import type { AddressBook } from "../delivery/kinds.ts";
import { peopleByIds, personById, readerOf, rememberDm, rememberNotified } from "../people/use-cases.ts";
import { settingsOf } from "../people/use-cases-settings.ts";
import { slotFactsOf } from "../programs/use-cases-slots.ts";
import { contactFactsOfAll } from "./use-cases-availability.ts";

/** What delivery needs to know of people. */
export const addressBook: AddressBook = {
  async recipient(db, workspaceId, personId) {
    const person = await personById(db, workspaceId, personId);
    return {
      slackUserId: person.slack_user_id,
      dmChannelId: person.dm_channel_id,
      isDeactivated: person.is_deactivated === 1,
      notifiedAt: person.notified_at,
      reader: readerOf(person),
    };
  },
  channelReader: async (db, workspaceId) => ({ locale: (await settingsOf(db, workspaceId)).locale, zone: "UTC" }),
  rememberDm,
  rememberNotified,
  contactFacts: async (db, workspaceId, personIds, span) =>
    contactFactsOfAll(db, workspaceId, await peopleByIds(db, workspaceId, personIds), span),
  slotFacts: slotFactsOf,
};
