/** Renders, uploads and shares files in a thread, once, even if an answer is lost. */
import { z } from "zod";
import type { Db } from "../platform/database.ts";
import type { Pdf } from "../platform/pdf/content.ts";
import type { RenderQueue } from "../platform/render-queue.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addMs } from "../platform/time.ts";
import type { Delivery } from "./deliveries.ts";
import type { SharedFile } from "./message-kind.ts";
import type { Outcome } from "./outcomes.ts";
import type { PacedCall, SlackPace } from "./pace.ts";
import type { FileGateway, Sharing } from "./slack-files.ts";

const CALL = { method: "files.getUploadURLExternal", channel: "" } as const satisfies PacedCall;
/** Error for a file that could not be rendered (our fault): retried, then parked. */
const MAKING_FAILED = "file_failed";

export interface FileParts {
  services: Services;
  maker: Pick<RenderQueue<Pdf>, "make">;
  slack: FileGateway;
  pace: SlackPace;
}

/**
 * File ids are stored before sharing, so that a share can be looked up after a lost answer or a crash. Shares only if
 * `mayBegin` returns true right before.
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

  const made = await renderFiles(parts, delivery, files);
  if (!made) return { kind: "not-done", error: MAKING_FAILED };

  const uploads: Sharing["files"] = [];
  const addresses: string[] = [];
  for (const { name, title, bytes } of made) {
    const announced = await slack.announce({ name, length: bytes.length });
    if (announced.kind !== "announced") return outcomeUnshared(parts, announced);
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
  return shared.kind === "unknown" ? shared : outcomeUnshared(parts, shared);
}

async function renderFiles({ services, maker }: FileParts, delivery: Delivery, files: readonly SharedFile[]) {
  const bytesOf = async (content: Pdf | string) =>
    typeof content === "string" ? new TextEncoder().encode(content) : maker.make(content);
  try {
    return await Promise.all(files.map(async (file) => ({ ...file, bytes: await bytesOf(file.content) })));
  } catch (error) {
    services.log.error({ err: error, deliveryId: delivery.id, kind: delivery.kind }, "file could not be made");
    return null;
  }
}

/** Before sharing, nothing is visible, so no outcome is unknown. */
async function outcomeUnshared({ services, pace }: FileParts, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind === "unknown") return { kind: "not-done", error: outcome.error };
  if (outcome.kind !== "rate-limited") return outcome;
  const at = addMs(services.clock.now(), outcome.retryAfterMs);
  await pace.block(CALL.method, at);
  return { kind: "later", at, error: "ratelimited" };
}

/** Returns false if the claim was lost. */
function saveFileIds(db: Db, delivery: Delivery, fileIds: readonly string[]): Promise<boolean> {
  const { workspace_id, id, lease_until } = delivery;
  const changes = { file_ids: JSON.stringify(fileIds) };
  return rows(db, "delivery", workspace_id).update({ id, state: "sending", lease_until }, changes);
}

const fileIdsSchema = z.array(z.string());

/** Null without files, or before sharing began. */
export function fileIdsOf({ file_ids: stored }: Pick<Delivery, "file_ids">): string[] | null {
  return stored === null ? null : fileIdsSchema.parse(JSON.parse(stored));
}
