/** Reads a file that somebody shared with the app. Source: docs.slack.dev/messaging/working-with-files. */
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Fetch } from "../platform/network.ts";
import { slackErrorIn } from "./slack-error.ts";

export interface SharedFile {
  name: string;
  /** In bytes. */
  size: number;
  url: string;
}

export type FileProblem = "scope" | "gone" | "too-large" | "no-answer";

const answer = z.object({
  file: z.object({ name: z.string(), size: z.int(), url_private_download: z.url() }),
});

/** `scope`: the app was installed without `files:read`. */
export async function sharedFile(client: WebClient, fileId: string): Promise<SharedFile | { problem: FileProblem }> {
  try {
    const { file } = answer.parse(await client.files.info({ file: fileId }));
    return { name: file.name, size: file.size, url: file.url_private_download };
  } catch (error) {
    const code = slackErrorIn(error);
    if (code === "missing_scope") return { problem: "scope" };
    if (code === null) throw error;
    return { problem: "gone" };
  }
}

const DOWNLOAD_TIMEOUT_MS = 20_000;
const FILES_HOST = "files.slack.com";

/** The token goes to Slack's own addresses alone. To whom may not read the file Slack answers with a page to sign in. */
export async function downloadFile(
  { client, fetch }: { client: WebClient; fetch: Fetch },
  { url, size }: SharedFile,
  { mostBytes }: { mostBytes: number },
): Promise<Uint8Array | { problem: FileProblem }> {
  if (size > mostBytes) return { problem: "too-large" };
  if (!isOfSlack(url, client.slackApiUrl) || client.token === undefined) return { problem: "gone" };
  try {
    const got = await fetch(url, {
      headers: { authorization: `Bearer ${client.token}` },
      redirect: "manual",
      signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS),
    });
    if (got.status >= 300 && got.status < 400) return { problem: "scope" };
    if (!got.ok) return { problem: got.status === 404 ? "gone" : "no-answer" };
    const bytes = new Uint8Array(await got.arrayBuffer());
    return bytes.length > mostBytes ? { problem: "too-large" } : bytes;
  } catch {
    return { problem: "no-answer" };
  }
}

/** Where the API is not Slack's, its files are where it is. */
function isOfSlack(url: string, apiUrl: string): boolean {
  const { protocol, hostname, origin } = new URL(url);
  return (protocol === "https:" && hostname === FILES_HOST) || origin === new URL(apiUrl).origin;
}
