/** A request as it is when a message about it is made. */
import type { SendContext } from "../../delivery/kinds.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { findItem } from "../repository.ts";
import { isRequest, type Request, type RequestItem, requestOf } from "./request.ts";

/** `running`: only of a program that is. */
export async function findRequest(
  { db, workspaceId }: Pick<SendContext, "db" | "workspaceId">,
  itemId: string,
  programs: "any" | "running" = "any",
): Promise<RequestItem | undefined> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item || !isRequest(item)) return undefined;
  return programs === "any" || (await isRunning(db, workspaceId, item.program_id)) ? item : undefined;
}

export async function requestNow(
  { db, workspaceId, now, reader }: SendContext,
  { itemId }: { itemId: string },
): Promise<Request> {
  const item = await findRequest({ db, workspaceId }, itemId);
  if (!item) throw new Error(`The request ${itemId} is gone`);
  return requestOf(db, item, { at: now, zone: reader.zone });
}
