import { type KyselyPlugin, QueryNode, RawNode } from "kysely";
import type { Db, Tx } from "./database.ts";

/** Stands in each statement, or part of one, that may touch rows of any workspace; in the database's own log, too. */
export const ACROSS_WORKSPACES = "/* across workspaces */";

const mark = RawNode.createWithSql(ACROSS_WORKSPACES);

const marking: KyselyPlugin = {
  transformQuery: ({ node }) => (QueryNode.is(node) ? QueryNode.cloneWithEndModifier(node, mark) : node),
  transformResult: async ({ result }) => result,
};

/**
 * For what is due, whosever it is, and for operators of the whole database. Everything else names its workspace: a
 * statement that neither does nor comes from here fails the tests (`test/workspaces`), which also keep the list of those
 * who call this.
 */
export function acrossWorkspaces(db: Db | Tx): Pick<Db, "selectFrom" | "updateTable" | "deleteFrom" | "insertInto"> {
  return db.withPlugin(marking);
}
