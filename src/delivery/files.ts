/** What goes as files: made, uploaded and shared in a thread, once, whatever answer of Slack is lost. */
import { z } from "zod";
import type { Db } from "../platform/database.ts";
import type { Pdf } from "../platform/pdf/content.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addMs } from "../platform/time.ts";
import type { Workshop } from "../platform/workshop.ts";
import type { Delivery } from "./deliveries.ts";
import type { SharedFile } from "./kinds.ts";
import type { Outcome } from "./outcomes.ts";
import type { PacedCall, SlackPace } from "./pace.ts";
import type { FileGateway, Sharing } from "./slack-files.ts";

const CALL = { method: "files.getUploadURLExternal", channel: "" } as const satisfies PacedCall;
/** A file that cannot even be made (a fault of ours) is tried again, then parked. */
const MAKING_FAILED = "file_failed";

export interface FileParts {
  services: Services;
  maker: Pick<Workshop<Pdf>, "make">;
  slack: FileGateway;
  pace: SlackPace;
}

/**
 * The ids of the files are stored before they are shared: by them a share is looked up, of which the answer was lost, or
 * the process died. Nothing is shared unless `mayBegin` says true right before.
 */
export async function shareFiles(
  parts: FileParts,
  delivery: Delivery,
  { files, comment, place }: { files: readonly SharedFile[] } & Pick<Sharing, "comment" | "place">,
  mayBegin: () => boolean,
): Promise<Outcome> {
  const { services, slack, pace } = parts;
  const calls = files.map(() => CALL);
  const until = await pace.reserve(calls);
  const at = until.findLast((each) => each !== null);
  if (at) {
    await pace.refund(calls.filter((_, index) => until[index] === null));
    return { kind: "later", at, error: "pace" };
  }
  const made = await madeOf(parts, delivery, files);
  if (!made) return { kind: "not-done", error: MAKING_FAILED };
  const uploads: Sharing["files"] = [];
  const addresses: string[] = [];
  for (const { name, title, bytes } of made) {
    const announced = await slack.announce({ name, length: bytes.length });
    if (announced.kind !== "announced") return unshared(parts, announced);
    uploads.push({ id: announced.fileId, title });
    addresses.push(announced.url);
  }
  const ids = uploads.map(({ id }) => id);
  if (!(await saveFileIds(services.db, delivery, ids))) return { kind: "not-done", error: "lease_ran_out" };
  for (const [index, { bytes }] of made.entries()) {
    const failure = await slack.send(addresses[index] ?? "", bytes);
    if (failure !== null) return { kind: "not-done", error: failure };
  }
  const shared = await slack.share({ files: uploads, comment, place }, mayBegin);
  return shared.kind === "unknown" ? shared : unshared(parts, shared);
}

async function madeOf({ services, maker }: FileParts, delivery: Delivery, files: readonly SharedFile[]) {
  const bytesOf = async (content: Pdf | string) =>
    typeof content === "string" ? new TextEncoder().encode(content) : maker.make(content);
  try {
    return await Promise.all(files.map(async (file) => ({ ...file, bytes: await bytesOf(file.content) })));
  } catch (error) {
    services.log.error({ err: error, deliveryId: delivery.id, kind: delivery.kind }, "file could not be made");
    return null;
  }
}

/** Before it is shared nothing is seen, so nothing is unknown about it. */
async function unshared({ services, pace }: FileParts, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind === "unknown") return { kind: "not-done", error: outcome.error };
  if (outcome.kind !== "rate-limited") return outcome;
  const at = addMs(services.clock.now(), outcome.retryAfterMs);
  await pace.block(CALL.method, at);
  return { kind: "later", at, error: "ratelimited" };
}

/** Only while the claim still holds. Returns whether it did. */
function saveFileIds(db: Db, delivery: Delivery, fileIds: readonly string[]): Promise<boolean> {
  const { workspace_id, id, lease_until } = delivery;
  const changes = { file_ids: JSON.stringify(fileIds) };
  return rows(db, "delivery", workspace_id).update({ id, state: "sending", lease_until }, changes);
}

const fileIdsSchema = z.array(z.string());

/** Of the files that a delivery shares; null where it shares none, or has not begun to. */
export function fileIdsOf({ file_ids: stored }: Pick<Delivery, "file_ids">): string[] | null {
  return stored === null ? null : fileIdsSchema.parse(JSON.parse(stored));
}
