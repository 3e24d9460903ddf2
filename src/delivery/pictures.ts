/** Pictures of messages: drawn and uploaded before the message is made. What fails here holds no message up. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { PictureMaker } from "../platform/pictures.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE, SECOND } from "../platform/time.ts";
import type { Picture } from "./kinds.ts";
import type { Outcome } from "./outcomes.ts";
import { type SlackPace, UPLOADS } from "./pace.ts";
import type { UploadPicture } from "./slack-files.ts";

/** Slack refuses a file in blocks until it has looked at it, and does not say how long that takes. */
const LOOKED_AT_MS = 3 * SECOND;
/** A file that blocks still refuse after so long is never shown. */
const NEVER_SHOWN_MS = 30 * SECOND;
const TRY_AGAIN_MS = 5 * SECOND;
/** For so long the upload is tried when Slack does not answer, and when it tells us to wait. */
const OUTAGE_MS = 8 * SECOND;
const RUSH_MS = 15 * MINUTE;

export type Later = Extract<Outcome, { kind: "later" }>;
/** `files`: key of a picture → Slack's file id; those that cannot be shown are missing. */
type Shown = { kind: "ready"; files: ReadonlyMap<string, string> } | Later;

interface AlbumParts {
  services: Services;
  workspaceId: string;
  maker: Pick<PictureMaker, "png">;
  upload: UploadPicture;
  pace: SlackPace;
}

/** The pictures that messages show, as files of Slack. */
export class Album {
  readonly #parts: AlbumParts;
  #lastTurn: Instant;
  readonly #services: Services;

  constructor(parts: AlbumParts) {
    this.#parts = parts;
    this.#services = parts.services;
    this.#lastTurn = parts.services.clock.now();
  }

  /** Uploads what is not there yet. `later`: when to ask again. */
  async show(pictures: readonly Picture[]): Promise<Shown> {
    if (pictures.length === 0) return { kind: "ready", files: new Map() };
    const keys = pictures.map(({ key }) => key);
    const known = new Map(
      (await listPictures(this.#services.db, this.#parts.workspaceId, keys)).map((row) => [row.key, row]),
    );
    const files = new Map<string, string>();
    let readyAt = this.#services.clock.now();
    for (const picture of pictures) {
      const row = known.get(picture.key);
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

  async #attempt(picture: Picture, begunAt: Instant): Promise<PictureTable | Later> {
    const [waitUntil = null] = await this.#parts.pace.reserve([{ method: "files.getUploadURLExternal", channel: "" }]);
    if (waitUntil !== null)
      return this.#waitOrGiveUp(picture, begunAt, { until: this.#turnFrom(waitUntil), for: RUSH_MS, error: "pace" });
    const png = await this.#drawn(picture);
    if (!png) return this.#save(picture.key, "given-up");
    const done = await this.#parts.upload({ ...picture, png });
    switch (done.kind) {
      case "uploaded":
        return this.#save(picture.key, "uploaded", done.fileId);
      case "rate-limited": {
        const until = addMs(this.#services.clock.now(), done.retryAfterMs);
        await this.#parts.pace.block("files.getUploadURLExternal", until);
        return this.#waitOrGiveUp(picture, begunAt, { until, for: RUSH_MS, error: "ratelimited" });
      }
      case "no-answer":
        return this.#waitOrGiveUp(picture, begunAt, {
          until: addMs(this.#services.clock.now(), TRY_AGAIN_MS),
          for: OUTAGE_MS,
          error: done.error,
        });
      case "refused":
        this.#services.log.warn(
          { picture: picture.key, error: done.error },
          "picture refused, the message goes without it",
        );
        return this.#save(picture.key, "given-up");
    }
  }

  /** Whoever is held back gets a turn of their own: else all would come back at once, and all but one in vain. */
  #turnFrom(earliest: Instant): Instant {
    const next = addMs(this.#lastTurn, Math.ceil(SECOND / UPLOADS.perSecond));
    // A clock that was set back is not waited for.
    this.#lastTurn = earliest < next && next < addMs(this.#services.clock.now(), RUSH_MS) ? next : earliest;
    return this.#lastTurn;
  }

  async #drawn({ key, svg }: Picture): Promise<Uint8Array | null> {
    try {
      return await this.#parts.maker.png(svg());
    } catch (error) {
      this.#services.log.error({ err: error, picture: key }, "picture could not be drawn, the message goes without it");
      return null;
    }
  }

  async #waitOrGiveUp(
    { key }: Picture,
    begunAt: Instant,
    wait: { until: Instant; for: number; error: string },
  ): Promise<PictureTable | Later> {
    if (wait.until <= addMs(begunAt, wait.for)) {
      await savePicture(this.#services.db, {
        workspace_id: this.#parts.workspaceId,
        key,
        state: "begun",
        file_id: null,
        since: begunAt,
      });
      return { kind: "later", at: wait.until, error: `pictures_${wait.error}` };
    }
    this.#services.log.warn({ picture: key, error: wait.error }, "picture not uploaded, the message goes without it");
    return this.#save(key, "given-up");
  }

  async #save(key: string, state: PictureTable["state"], fileId: string | null = null): Promise<PictureTable> {
    const row = {
      workspace_id: this.#parts.workspaceId,
      key,
      state,
      file_id: fileId,
      since: this.#services.clock.now(),
    };
    await savePicture(this.#services.db, row);
    return row;
  }

  /** Slack would not take a message with these. After a while it goes without them. */
  async refused(keys: readonly string[]): Promise<Later> {
    const rows = await listPictures(this.#services.db, this.#parts.workspaceId, keys);
    const now = this.#services.clock.now();
    if (rows.some(({ since }) => addMs(since, NEVER_SHOWN_MS) > now))
      return { kind: "later", at: addMs(now, TRY_AGAIN_MS), error: "invalid_blocks" };
    for (const { key } of rows) await this.#save(key, "given-up");
    return { kind: "later", at: now, error: "invalid_blocks" };
  }
}

/**
 * A picture of a message. begun: it is being uploaded; uploaded: Slack has it; given-up: the message goes without it.
 */
interface PictureTable {
  workspace_id: string;
  /** Chosen by the kind; the same picture is uploaded once, for the message and its updates. */
  key: string;
  state: "begun" | "uploaded" | "given-up";
  /** Slack's id of the file. */
  file_id: string | null;
  /** Of the state. */
  since: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    picture: PictureTable;
  }
}

async function listPictures(db: Db, workspaceId: string, keys: readonly string[]): Promise<PictureTable[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom("picture")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("key", "in", [...keys])
    .execute();
}

/** A picture that was uploaded twice at once is the one that is saved last. */
export async function savePicture(db: Db, row: PictureTable): Promise<void> {
  const { state, file_id, since } = row;
  await db
    .insertInto("picture")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doUpdateSet({ state, file_id, since }))
    .execute();
}
