/** What was known of candidates, and who was asked, goes some time after the choice: the decision and the role stay. */
import { type Deletion, untilNone } from "../../platform/deletions.ts";
import { countExpiring, deleteOfOver, EXPIRING_TABLES } from "./repository-expiry.ts";

export const expiringCandidates: Required<Omit<Deletion, "name">> = {
  count: countExpiring,
  tables: EXPIRING_TABLES.map((table) => untilNone(table, (tx, piece) => deleteOfOver(tx, table, piece))),
};
