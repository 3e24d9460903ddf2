/** What people said goes some time after the last contact, and the whole line after the end of its program. */
import { type Deletion, untilNone } from "../../platform/deletions.ts";
import { countExpiring, deleteEventsOfEnded, deleteLinesOfEnded, takeOldWords } from "./repository-expiry.ts";

export const expiringContacts: Required<Omit<Deletion, "name">> = {
  count: countExpiring,
  tables: [
    untilNone("stakeholder_event", deleteEventsOfEnded),
    {
      table: "stakeholder",
      async take(tx, piece) {
        const taken = (await deleteLinesOfEnded(tx, piece)) || (await takeOldWords(tx, piece));
        return { taken, doneTo: taken === 0 ? null : "" };
      },
    },
  ],
};
