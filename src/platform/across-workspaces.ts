import { type KyselyPlugin, QueryNode, RawNode } from "kysely";
import type { Db, Tx } from "./database.ts";

/** Marks statements that may touch rows of any workspace, also in the database's log. */
export const ACROSS_WORKSPACES = "/* across workspaces */";

const mark = RawNode.createWithSql(ACROSS_WORKSPACES);

const marking: KyselyPlugin = {
  transformQuery: ({ node }) => (QueryNode.is(node) ? QueryNode.cloneWithEndModifier(node, mark) : node),
  transformResult: async ({ result }) => result,
};

/**
 * For due work of all workspaces, and for operators. Any other statement must name its workspace, or tests fail
 * (`test/workspaces`); they also list the callers.
 */
export function acrossWorkspaces(db: Db | Tx): Pick<Db, "selectFrom" | "updateTable" | "deleteFrom" | "insertInto"> {
  return db.withPlugin(marking);
}
