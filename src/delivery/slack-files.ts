import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Fetch } from "../platform/network.ts";
import { SECOND } from "../platform/time.ts";
import { shorten } from "../slack/blocks.ts";
import { FILE_LIMITS } from "../slack/limits.ts";
import { sendOnlyIf } from "../slack/send-only-if.ts";
import type { Outcome } from "./outcomes.ts";
import { outcomeOfThrown } from "./slack-gateway.ts";

const announced = z.object({ file_id: z.string(), upload_url: z.url() });
const UPLOAD_TIMEOUT_MS = 10 * SECOND;

export interface Sharing {
  files: { id: string; title: string }[];
  /** Text above the files. */
  comment: string;
  /** Null: not shared, for use in blocks. */
  place: { channel: string; threadTs: string | null } | null;
}

/**
 * Calls for sharing files, each made once; outcomes are returned, never thrown. Source:
 * docs.slack.dev/messaging/working-with-files.
 */
export interface FileGateway {
  announce(file: {
    name: string;
    length: number;
    altText?: string;
  }): Promise<{ kind: "announced"; fileId: string; url: string } | Outcome>;
  /** Null on success, else the error. */
  send(url: string, bytes: Uint8Array): Promise<string | null>;
  /** Shares only if `mayBegin` returns true right before. */
  share(sharing: Sharing, mayBegin?: () => boolean): Promise<Outcome>;
}

/** Not uploaded, or shared already: can be retried with new ids. */
const LOST = "file_not_found";

export function fileGateway(client: WebClient, fetch: Fetch): FileGateway {
  return {
    async announce({ name, length, altText }) {
      // The SDK's type lacks `alt_txt`, Slack's name for it.
      const given = { filename: name, length, ...(altText && { alt_txt: shorten(altText, FILE_LIMITS.altText) }) };
      try {
        const file = announced.parse(await client.apiCall("files.getUploadURLExternal", given));
        return { kind: "announced", fileId: file.file_id, url: file.upload_url };
      } catch (error) {
        return outcomeOfThrown(error);
      }
    },
    async send(url, bytes) {
      const signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MS);
      try {
        const answer = await fetch(url, { method: "POST", body: new Uint8Array(bytes), signal });
        return answer.ok ? null : `http_${answer.status}`;
      } catch {
        return "no_answer";
      }
    },
    async share({ files: [first, ...others], comment, place }, mayBegin = () => true) {
      if (!first) throw new Error("No file is shared");
      const files: [typeof first, ...typeof others] = [first, ...others];
      const thread = place?.threadTs ? { thread_ts: place.threadTs } : {};
      const given = place ? { files, channel_id: place.channel, initial_comment: comment, ...thread } : { files };
      try {
        await sendOnlyIf(mayBegin, () => client.files.completeUploadExternal(given));
        return { kind: "shared" };
      } catch (error) {
        const outcome = outcomeOfThrown(error);
        return outcome.kind === "refused" && outcome.error === LOST ? { kind: "not-done", error: LOST } : outcome;
      }
    },
  };
}

/** May be retried: an unused upload is never seen. */
export async function uploadPicture(
  slack: FileGateway,
  { name, title, altText, png }: { name: string; title: string; altText: string; png: Uint8Array },
): Promise<{ kind: "uploaded"; fileId: string } | Outcome> {
  const file = await slack.announce({ name: `${name}.png`, length: png.length, altText });
  if (file.kind !== "announced") return file;
  const unsent = await slack.send(file.url, png);
  if (unsent !== null) return { kind: "not-done", error: unsent };
  const shared = await slack.share({ files: [{ id: file.fileId, title }], comment: "", place: null });
  return shared.kind === "shared" ? { kind: "uploaded", fileId: file.fileId } : shared;
}
