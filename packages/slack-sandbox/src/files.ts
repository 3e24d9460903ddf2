import { randomBytes } from "node:crypto";
import { SlackError } from "./failures.ts";
import { asJson, isObject, type Json, type JsonObject, objectIn, objectsIn, stringIn } from "./json.ts";
import type { Problem } from "./shapes.ts";
import type { Clock, Instant } from "./time.ts";
import { addMs } from "./time.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Slack looks at a file after it has answered that the upload is complete; until then blocks cannot show it. How long is
 * not documented (slackapi/python-slack-sdk issue 1521 tells of it): an app that posts at once must meet the refusal.
 */
const PROCESSING_MS = 2000;

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  /** What a screen reader says for the file itself; blocks that show it say their own. */
  altText: string | null;
  /** Who shared it: the app, or a person in their direct message with it. */
  userId: string;
  /** In bytes, as announced. */
  size: number;
  /** Unix seconds. */
  created: number;
  bytes: Buffer | null;
  /** From here on it can be shown; null before the upload is complete. */
  readyAt: Instant | null;
}

/** What the app uploads: announced, sent to an address of its own, completed, then looked at by Slack. */
export class Files {
  readonly #clock: Clock;
  readonly #workspace: Workspace;
  readonly #files = new Map<string, StoredFile>();
  /** Key of the address → id of the file that may be sent there, once. */
  readonly #uploads = new Map<string, string>();

  readonly #origin: () => string;

  /** `origin`: from where this machine downloads files. */
  constructor(clock: Clock, workspace: Workspace, origin: () => string) {
    this.#clock = clock;
    this.#workspace = workspace;
    this.#origin = origin;
  }

  /** Returns the file's id and the key of the address to send it to. */
  announce({ name, size, altText }: Pick<StoredFile, "name" | "size" | "altText">): { id: string; key: string } {
    const id = this.#workspace.nextId("F");
    const created = this.#workspace.nowSeconds();
    const userId = this.#workspace.botUserId;
    this.#files.set(id, { id, name, title: name, altText, userId, size, created, bytes: null, readyAt: null });
    const key = randomBytes(24).toString("base64url");
    this.#uploads.set(key, id);
    return { id, key };
  }

  /** Takes what was sent. False where nobody announced it, it was sent before, or it has another length. */
  receive(key: string, bytes: Buffer): boolean {
    const file = this.#files.get(this.#uploads.get(key) ?? "");
    if (!file || bytes.length !== file.size) return false;
    this.#uploads.delete(key);
    file.bytes = bytes;
    return true;
  }

  /** Throws file_not_found when it was never announced, not sent, or is complete already. */
  complete(uploads: readonly { id: string; title?: string | undefined }[]): StoredFile[] {
    const files = uploads.map(({ id, title }) => ({ file: this.#files.get(id), title }));
    for (const { file } of files) if (!file?.bytes || file.readyAt) throw new SlackError("file_not_found");
    return files.flatMap(({ file, title }) => {
      if (!file) return [];
      file.title = title || file.name;
      file.readyAt = addMs(this.#clock.now(), PROCESSING_MS);
      return file;
    });
  }

  /** What a person shares is there at once. */
  drop({ name, bytes, userId }: Pick<StoredFile, "name" | "userId"> & { bytes: Buffer }): StoredFile {
    const file: StoredFile = {
      id: this.#workspace.nextId("F"),
      name,
      title: name,
      altText: null,
      userId,
      size: bytes.length,
      created: this.#workspace.nowSeconds(),
      bytes,
      readyAt: this.#clock.now(),
    };
    this.#files.set(file.id, file);
    return file;
  }

  /** Throws file_not_found. */
  stored(id: string): StoredFile {
    const file = this.#files.get(id);
    if (!file) throw new SlackError("file_not_found");
    return file;
  }

  has(id: string): boolean {
    return this.#files.has(id);
  }

  /** Nobody can open it any more. Throws file_not_found. */
  forget(id: string): void {
    if (!this.#files.delete(id)) throw new SlackError("file_not_found");
  }

  /** Those that a message carries, as the app completed them: of what type they are is seen once Slack has looked at them. */
  sharedAt({ readyAt }: StoredFile): Instant {
    return readyAt ?? this.#clock.now();
  }

  /** What a person opens: a picture, a PDF or a table; null where there is none that can be shown. */
  opened(id: string): { bytes: Buffer; mimetype: string; name: string } | null {
    const file = this.#files.get(id);
    if (!file?.bytes || !file.readyAt || this.#clock.now() < file.readyAt) return null;
    const type = typeOf(file);
    return type ? { bytes: file.bytes, mimetype: type.mimetype, name: file.name } : null;
  }

  /** The picture of this id, or null where there is none that can be shown. */
  picture(id: string): { bytes: Buffer; mimetype: string } | null {
    const file = this.#files.get(id);
    if (!file?.bytes || !file.readyAt || this.#clock.now() < file.readyAt) return null;
    const type = pictureType(file.bytes);
    return type ? { bytes: file.bytes, mimetype: `image/${type}` } : null;
  }

  /** Slack's file object. Right after completion its type is not known yet. */
  json(file: StoredFile): JsonObject {
    const { team } = this.#workspace;
    const isReady = file.readyAt !== null && file.readyAt <= this.#clock.now();
    const type = isReady ? typeOf(file) : null;
    const address = `https://files.slack.com/files-pri/${team.id}-${file.id}`;
    const path = encodeURIComponent(file.name.toLowerCase());
    return asJson({
      id: file.id,
      created: file.created,
      timestamp: file.created,
      name: file.name,
      title: file.title,
      mimetype: type?.mimetype ?? "",
      filetype: type?.filetype ?? "",
      pretty_type: type?.filetype.toUpperCase() ?? "",
      user: file.userId,
      user_team: team.id,
      editable: false,
      size: file.size,
      mode: "hosted",
      is_external: false,
      is_public: false,
      public_url_shared: false,
      url_private: `${address}/${path}`,
      url_private_download: `${this.#origin()}/files-pri/${team.id}-${file.id}/download/${path}`,
      permalink: `https://${team.domain}.slack.com/files/${file.userId}/${file.id}/${path}`,
      ...(file.altText !== null && { alt_txt: file.altText }),
    });
  }

  /** What is wrong with the pictures in blocks, wherever they stand, that name a file of Slack. */
  problemsIn(blocks: Json, pointer: string): Problem[] {
    return picturesIn(blocks, pointer).flatMap(({ picture, pointer: at }) => {
      const id = fileIdOf(picture);
      if (picture.slack_file === undefined || (id !== null && this.picture(id))) return [];
      return [{ message: "invalid slack file", pointer: `${at}/slack_file` }];
    });
  }
}

/** The id that a picture's `slack_file` names, itself or in url_private or permalink; null where there is none. */
function fileIdOf(picture: JsonObject): string | null {
  const file = objectIn(picture, "slack_file");
  const url = stringIn(file, "url") ?? "";
  const [, inUrl] =
    /^https:\/\/(?:files\.slack\.com\/files-pri\/T[A-Z0-9]+-|[a-z0-9-]+\.slack\.com\/files\/U[A-Z0-9]+\/)(F[A-Z0-9]+)(?:\/|$)/.exec(
      url,
    ) ?? [];
  return stringIn(file, "id") ?? inUrl ?? null;
}

function picturesIn(blocks: Json, pointer: string): { picture: JsonObject; pointer: string }[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block, index) => {
    if (!isObject(block)) return [];
    const at = `${pointer}/${index}`;
    const accessory = objectIn(block, "accessory");
    return [
      ...(block.type === "image" ? [{ picture: block, pointer: at }] : []),
      ...(accessory?.type === "image" ? [{ picture: accessory, pointer: `${at}/accessory` }] : []),
      ...objectsIn(block, "elements").flatMap((element, place) =>
        element.type === "image" ? [{ picture: element, pointer: `${at}/elements/${place}` }] : [],
      ),
    ];
  });
}

/** By its first bytes, a table by its name; null for what nobody opens here. */
function typeOf({ bytes, name }: StoredFile): { mimetype: string; filetype: string } | null {
  if (!bytes) return null;
  const picture = pictureType(bytes);
  if (picture) return { mimetype: `image/${picture}`, filetype: picture === "jpeg" ? "jpg" : picture };
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return { mimetype: "application/pdf", filetype: "pdf" };
  if (name.endsWith(".ics")) return { mimetype: "text/calendar", filetype: "ics" };
  if (name.endsWith(".json")) return { mimetype: "application/json", filetype: "json" };
  if (name.endsWith(".txt")) return { mimetype: "text/plain", filetype: "text" };
  return name.endsWith(".csv") ? { mimetype: "text/csv", filetype: "csv" } : null;
}

/** By its first bytes. Blocks show no others; source: docs.slack.dev/reference/block-kit/composition-objects/slack-file-object. */
function pictureType(bytes: Buffer): "png" | "jpeg" | "gif" | null {
  if (bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) return "png";
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpeg";
  return /^GIF8[79]a/.test(bytes.subarray(0, 6).toString("latin1")) ? "gif" : null;
}
