import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Fetch } from "../platform/network.ts";
import { SECOND } from "../platform/time.ts";
import { shorten } from "../slack/blocks.ts";
import { onlyIf } from "../slack/fence.ts";
import { FILE_LIMITS } from "../slack/limits.ts";
import type { Outcome } from "./outcomes.ts";
import { outcomeOfThrown } from "./slack-gateway.ts";

const announced = z.object({ file_id: z.string(), upload_url: z.url() });
const UPLOAD_TIMEOUT_MS = 10 * SECOND;

export type UploadPicture = (picture: { name: string; title: string; altText: string; png: Uint8Array }) => Promise<
  | { kind: "uploaded"; fileId: string }
  | { kind: "rate-limited"; retryAfterMs: number }
  /** It may be tried again: a file that is announced twice, and shown once, is seen once. */
  | { kind: "no-answer"; error: string }
  | { kind: "refused"; error: string }
>;

/** In three steps; the file stays with the app, which shows it in blocks. Source: docs.slack.dev/messaging/working-with-files. */
export function pictureUpload(client: WebClient, fetch: Fetch): UploadPicture {
  return async ({ name, title, altText, png }) => {
    try {
      const file = announced.parse(
        // The SDK's own method knows no `alt_txt`, which is how Slack calls it.
        await client.apiCall("files.getUploadURLExternal", {
          filename: `${name}.png`,
          length: png.length,
          alt_txt: shorten(altText, FILE_LIMITS.altText),
        }),
      );
      const sent = await send(fetch, file.upload_url, png);
      if (sent !== null) return { kind: "no-answer", error: sent };
      await client.files.completeUploadExternal({ files: [{ id: file.file_id, title }] });
      return { kind: "uploaded", fileId: file.file_id };
    } catch (error) {
      const outcome = outcomeOfThrown(error);
      if (outcome.kind === "rate-limited" || outcome.kind === "refused") return outcome;
      return { kind: "no-answer", error: "error" in outcome ? outcome.error : outcome.kind };
    }
  };
}

/** Null when it arrived. */
async function send(fetch: Fetch, url: string, png: Uint8Array): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: new Uint8Array(png),
      signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
    });
    return answer.ok ? null : `http_${answer.status}`;
  } catch {
    return "no_answer";
  }
}

export interface Sharing {
  files: { id: string; title: string }[];
  /** Stands above the files. */
  comment: string;
  place: { channel: string; threadTs: string | null };
}

/** What it takes to share files, each call made once; its outcome is told, never thrown. */
export interface FileGateway {
  announce(file: {
    name: string;
    length: number;
  }): Promise<{ kind: "announced"; fileId: string; url: string } | Outcome>;
  /** Null when it arrived. */
  send(url: string, bytes: Uint8Array): Promise<string | null>;
  /** Nothing is shared unless `mayBegin` says true right before. */
  share(sharing: Sharing, mayBegin: () => boolean): Promise<Outcome>;
}

/** Refused so, it was not uploaded, or is shared already: by other ids it can be. */
const GONE = "file_not_found";

export function fileGateway(client: WebClient, fetch: Fetch): FileGateway {
  return {
    async announce({ name, length }) {
      try {
        const given = { filename: name, length };
        const file = announced.parse(await client.files.getUploadURLExternal(given));
        return { kind: "announced", fileId: file.file_id, url: file.upload_url };
      } catch (error) {
        return outcomeOfThrown(error);
      }
    },
    send: (url, bytes) => send(fetch, url, bytes),
    async share({ files: [first, ...others], comment, place: { channel, threadTs } }, mayBegin) {
      if (!first) throw new Error("No file is shared");
      try {
        await onlyIf(mayBegin, () =>
          client.files.completeUploadExternal({
            files: [first, ...others],
            channel_id: channel,
            initial_comment: comment,
            ...(threadTs !== null && { thread_ts: threadTs }),
          }),
        );
        return { kind: "shared" };
      } catch (error) {
        const outcome = outcomeOfThrown(error);
        return outcome.kind === "refused" && outcome.error === GONE ? { kind: "not-done", error: GONE } : outcome;
      }
    },
  };
}
