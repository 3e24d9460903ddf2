/** What goes as files: made, uploaded and shared in a thread, once, whatever answer of Slack is lost. */
import { sql } from "kysely";
import { z } from "zod";
import type { Db } from "../platform/database.ts";
import type { Pdf } from "../platform/pdf/content.ts";
import { hasChanged, prepared } from "../platform/prepared.ts";
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

interface FileSharingParts {
  services: Services;
  maker: Pick<Workshop<Pdf>, "make">;
  slack: FileGateway;
  pace: SlackPace;
}

export class FileSharing {
  readonly #parts: FileSharingParts;
  readonly #services: Services;

  constructor(parts: FileSharingParts) {
    this.#parts = parts;
    this.#services = parts.services;
  }

  /**
   * The ids of the files are stored before they are shared: by them a share is looked up, of which the answer was lost, or
   * the process died. Nothing is shared unless `mayBegin` says true right before.
   */
  async share(
    delivery: Delivery,
    { files, comment, place }: { files: readonly SharedFile[] } & Pick<Sharing, "comment" | "place">,
    mayBegin: () => boolean,
  ): Promise<Outcome> {
    const calls = files.map(() => CALL);
    const until = await this.#parts.pace.reserve(calls);
    const at = until.findLast((one) => one !== null);
    if (at) {
      await this.#parts.pace.refund(calls.filter((_, index) => until[index] === null));
      return { kind: "later", at, error: "pace" };
    }
    const made = await this.#made(delivery, files);
    if (!made) return { kind: "not-done", error: MAKING_FAILED };
    const uploads: Sharing["files"] = [];
    const addresses: string[] = [];
    for (const { name, title, bytes } of made) {
      const announced = await this.#parts.slack.announce({ name, length: bytes.length });
      if (announced.kind !== "announced") return this.#unshared(announced);
      uploads.push({ id: announced.fileId, title });
      addresses.push(announced.url);
    }
    const isOurs = await keepFileIds(
      this.#services.db,
      delivery,
      uploads.map(({ id }) => id),
    );
    if (!isOurs) return { kind: "not-done", error: "lease_ran_out" };
    for (const [index, { bytes }] of made.entries()) {
      const failure = await this.#parts.slack.send(addresses[index] ?? "", bytes);
      if (failure !== null) return { kind: "not-done", error: failure };
    }
    const shared = await this.#parts.slack.share({ files: uploads, comment, place }, mayBegin);
    return shared.kind === "unknown" ? shared : this.#unshared(shared);
  }

  async #made(delivery: Delivery, files: readonly SharedFile[]) {
    try {
      return await Promise.all(
        files.map(async ({ content, ...file }) => ({
          ...file,
          bytes:
            typeof content === "string" ? new TextEncoder().encode(content) : await this.#parts.maker.make(content),
        })),
      );
    } catch (error) {
      this.#services.log.error({ err: error, deliveryId: delivery.id, kind: delivery.kind }, "file could not be made");
      return null;
    }
  }

  /** Before it is shared nothing is seen, so nothing is unknown about it. */
  async #unshared(outcome: Outcome): Promise<Outcome> {
    if (outcome.kind === "unknown") return { kind: "not-done", error: outcome.error };
    if (outcome.kind !== "rate-limited") return outcome;
    const at = addMs(this.#services.clock.now(), outcome.retryAfterMs);
    await this.#parts.pace.block(CALL.method, at);
    return { kind: "later", at, error: "ratelimited" };
  }
}

const keeping = prepared((db, of: { workspaceId: string; id: string; leaseUntil: string; fileIds: string }) =>
  db
    .updateTable("delivery")
    .set({ file_ids: of.fileIds })
    .where("workspace_id", "=", of.workspaceId)
    .where("id", "=", of.id)
    .where("state", "=", sql.lit("sending"))
    .where("lease_until", "=", of.leaseUntil),
);

/** Only while the claim still holds. Returns whether it did. */
async function keepFileIds(db: Db, delivery: Delivery, fileIds: readonly string[]): Promise<boolean> {
  const { workspace_id: workspaceId, id, lease_until: leaseUntil } = delivery;
  const of = { workspaceId, id, leaseUntil: leaseUntil ?? "", fileIds: JSON.stringify(fileIds) };
  return hasChanged(await keeping(db, of));
}

const fileIdsSchema = z.array(z.string());

/** Of the files that a delivery shares; null where it shares none, or has not begun to. */
export function fileIdsOf({ file_ids: stored }: Pick<Delivery, "file_ids">): string[] | null {
  return stored === null ? null : fileIdsSchema.parse(JSON.parse(stored));
}
