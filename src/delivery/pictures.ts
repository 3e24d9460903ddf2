/** Draws and uploads pictures before their message is rendered. A failure never holds up a message. */
import type { Instant } from "../platform/clock.ts";
import type { RenderQueue } from "../platform/render-queue.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE, SECOND } from "../platform/time.ts";
import type { MessagePicture } from "./message-kind.ts";
import type { Outcome } from "./outcomes.ts";
import { type SlackPace, UPLOADS } from "./pace.ts";
import { type FileGateway, uploadPicture } from "./slack-files.ts";

/** Slack refuses a file in blocks until it has processed it, which takes an undocumented time. */
const LOOKED_AT_MS = 3 * SECOND;
/** After so long, a file that blocks refuse is given up. */
const NEVER_SHOWN_MS = 30 * SECOND;
const TRY_AGAIN_MS = 5 * SECOND;
/** How long an upload is retried during outages and rate limits. */
const OUTAGE_MS = 8 * SECOND;
const RUSH_MS = 15 * MINUTE;

export type Later = Extract<Outcome, { kind: "later" }>;
/** `files`: picture key → Slack's file id, without those given up. */
type UploadResult = { kind: "ready"; files: ReadonlyMap<string, string> } | Later;

interface AlbumParts {
  services: Services;
  workspaceId: string;
  maker: Pick<RenderQueue<string>, "make">;
  slack: FileGateway;
  pace: SlackPace;
}

export class MessagePictures {
  readonly #parts: AlbumParts;
  #lastTurn: Instant;
  readonly #services: Services;

  constructor(parts: AlbumParts) {
    this.#parts = parts;
    this.#services = parts.services;
    this.#lastTurn = parts.services.clock.now();
  }

  /** Uploads missing pictures. `later`: when to ask again. */
  async show(pictures: readonly MessagePicture[]): Promise<UploadResult> {
    if (pictures.length === 0) return { kind: "ready", files: new Map() };
    const keys = pictures.map(({ key }) => key);
    const stored = new Map((await this.#rowsOf(keys)).map((row) => [row.key, row]));
    const files = new Map<string, string>();
    let readyAt = this.#services.clock.now();
    for (const picture of pictures) {
      const row = stored.get(picture.key);
      const now =
        row && row.state !== "begun" ? row : await this.#attempt(picture, row?.since ?? this.#services.clock.now());
      if ("kind" in now) return now;
      if (now.state !== "uploaded" || now.file_id === null) continue;
      files.set(picture.key, now.file_id);
      const shownAt = addMs(now.since, LOOKED_AT_MS);
      if (shownAt > readyAt) readyAt = shownAt;
    }
    return readyAt > this.#services.clock.now()
      ? { kind: "later", at: readyAt, error: "pictures_not_ready" }
      : { kind: "ready", files };
  }

  #rowsOf(keys: readonly string[]): Promise<PictureTable[]> {
    return rows(this.#services.db, "picture", this.#parts.workspaceId).list({ key: keys });
  }

  async #attempt(picture: MessagePicture, begunAt: Instant): Promise<PictureTable | Later> {
    const [waitUntil = null] = await this.#parts.pace.reserve([{ method: "files.getUploadURLExternal", channel: "" }]);
    if (waitUntil !== null)
      return this.#waitOrGiveUp(picture, begunAt, { until: this.#turnFrom(waitUntil), for: RUSH_MS, error: "pace" });
    const png = await this.#parts.maker.make(picture.svg()).catch((error: unknown) => {
      this.#services.log.error({ err: error, picture: picture.key }, "picture could not be drawn");
      return null;
    });
    if (!png) return this.#giveUp(picture.key, "not drawn");
    const done = await uploadPicture(this.#parts.slack, { ...picture, png });
    if (done.kind === "uploaded") return this.#save(picture.key, "uploaded", done.fileId);
    if (done.kind === "refused") return this.#giveUp(picture.key, done.error);
    const now = this.#services.clock.now();
    if (done.kind !== "rate-limited") {
      const error = "error" in done ? done.error : done.kind;
      return this.#waitOrGiveUp(picture, begunAt, { until: addMs(now, TRY_AGAIN_MS), for: OUTAGE_MS, error });
    }
    const until = addMs(now, done.retryAfterMs);
    await this.#parts.pace.block("files.getUploadURLExternal", until);
    return this.#waitOrGiveUp(picture, begunAt, { until, for: RUSH_MS, error: "ratelimited" });
  }

  /** Spreads retries, which would else collide and fail again. */
  #turnFrom(earliest: Instant): Instant {
    const next = addMs(this.#lastTurn, Math.ceil(SECOND / UPLOADS.perSecond));
    // Ignore a turn too far ahead: the clock was set back.
    this.#lastTurn = earliest < next && next < addMs(this.#services.clock.now(), RUSH_MS) ? next : earliest;
    return this.#lastTurn;
  }

  async #waitOrGiveUp(
    { key }: MessagePicture,
    begunAt: Instant,
    wait: { until: Instant; for: number; error: string },
  ): Promise<PictureTable | Later> {
    if (wait.until > addMs(begunAt, wait.for)) return this.#giveUp(key, wait.error);
    await this.#save(key, "begun", null, begunAt);
    return { kind: "later", at: wait.until, error: `pictures_${wait.error}` };
  }

  #giveUp(key: string, error: string): Promise<PictureTable> {
    this.#services.log.warn({ picture: key, error }, "picture not uploaded, the message goes without it");
    return this.#save(key, "given-up");
  }

  async #save(
    key: string,
    state: PictureTable["state"],
    file_id: string | null = null,
    since = this.#services.clock.now(),
  ): Promise<PictureTable> {
    const row = { workspace_id: this.#parts.workspaceId, key, state, file_id, since };
    // Of two concurrent uploads, the last one wins.
    await this.#services.db
      .insertInto("picture")
      .values(row)
      .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doUpdateSet({ state, file_id, since }))
      .execute();
    return row;
  }

  /** Slack refused a message with these pictures: retries, then gives them up. */
  async refused(keys: readonly string[]): Promise<Later> {
    const rows = await this.#rowsOf(keys);
    const now = this.#services.clock.now();
    if (rows.some(({ since }) => addMs(since, NEVER_SHOWN_MS) > now))
      return { kind: "later", at: addMs(now, TRY_AGAIN_MS), error: "invalid_blocks" };
    for (const { key } of rows) await this.#save(key, "given-up");
    return { kind: "later", at: now, error: "invalid_blocks" };
  }
}

/** begun: being uploaded; given-up: the message is sent without it. */
interface PictureTable {
  workspace_id: string;
  /** Chosen by the kind; one upload per key, for a message and its updates. */
  key: string;
  state: "begun" | "uploaded" | "given-up";
  /** Slack's id of the file. */
  file_id: string | null;
  /** When the picture came to its state. */
  since: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    picture: PictureTable;
  }
}
