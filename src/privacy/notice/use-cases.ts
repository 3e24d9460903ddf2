/** What is told to everybody about what is kept about them. */

import { dataProtectionOf, retentionOf, settingsOf, workspaceName } from "../../people/use-cases-settings.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { noticeSections, type Said, type Section, shortNotice } from "./texts-notice.ts";

export async function noticeInShort(db: Db | Tx, workspaceId: string): Promise<Said[]> {
  return shortNotice({
    retention: await retentionOf(db, workspaceId),
    address: (await dataProtectionOf(db, workspaceId)).address,
  });
}

export async function noticeAsAWhole(db: Db | Tx, workspaceId: string): Promise<Section[]> {
  return noticeSections({
    workspace: await workspaceName(db, workspaceId),
    settings: await settingsOf(db, workspaceId),
    retention: await retentionOf(db, workspaceId),
    address: (await dataProtectionOf(db, workspaceId)).address,
  });
}
