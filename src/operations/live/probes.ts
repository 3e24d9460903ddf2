/** `drumbeat doctor --live` and its button in Slack: has the real Slack look at what is sent and shown, and sends a message that it takes back. */
import { setTimeout } from "node:timers/promises";
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import { z } from "zod";
import type { CommandAnswer, ShownToSlack } from "../../app/capability.ts";
import { renderLastOfKind } from "../../delivery/message-maker.ts";
import { type FileGateway, fileGateway, uploadPicture } from "../../delivery/slack-files.ts";
import { createSlackGateway } from "../../delivery/slack-gateway.ts";
import { type Person, readerOf } from "../../people/people.ts";
import { stopwatch } from "../../platform/clock.ts";
import type { Network } from "../../platform/network.ts";
import { deepestReason } from "../../platform/network-fault.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { neverArrived } from "../../slack/kinds-received.ts";
import { type Finding, finding } from "../finding.ts";
import type { LiveStep } from "../texts.ts";
import {
  arrivalFindings,
  commandFindings,
  homeFindings,
  type KindsSeen,
  kindFindings,
  RATE_LIMITED,
  type Stepped,
  stepFindings,
  type Verdict,
} from "./findings.ts";
import { liveTexts } from "./texts.ts";

export interface Live {
  services: Services;
  workspaceId: string;
  client: WebClient;
  fetch: Network["fetch"];
  shown: Pick<ShownToSlack, "kinds" | "addressBook" | "homeOf">;
  /** Who gets a message for a moment; null: nobody. */
  person: Person | null;
  /** What commands open and answer, where the app runs. */
  answers?: readonly CommandAnswer[];
  /** Empty where the app does not run. */
  botUserId?: string;
}

/** Leaves nothing in Slack that it can remove. */
export async function proveLive(live: Live): Promise<Finding[]> {
  const { services, workspaceId, person, answers } = live;
  const findings = [
    ...arrivalFindings(await neverArrived(services.db, workspaceId)),
    ...kindFindings(await kindsSeen(live)),
    ...(answers ? commandFindings(await answersSeen(live, answers)) : []),
  ];
  if (person === null) return [...findings, finding("live-round-trip", "warn", "live-nobody")];
  return [...findings, ...homeFindings(await homeSeen(live, person)), ...(await roundTrip(live, person))];
}

async function answersSeen({ client }: Live, answers: readonly CommandAnswer[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const answer of answers) {
    const shown =
      "view" in answer ? { view: JSON.stringify(answer.view) } : { message: JSON.stringify(answer.message) };
    const error = await problemWith(() => patiently(() => validate(client, shown)));
    verdicts.push({ name: answer.command, error });
  }
  return verdicts;
}

/** The last message of each kind, made again as this version makes it. */
async function kindsSeen({ services, workspaceId, client, fetch, shown, botUserId = "" }: Live): Promise<KindsSeen> {
  const kinds = shown.kinds(services);
  const slack = createSlackGateway(client, fetch, botUserId);
  const verdicts: Verdict[] = [];
  let left = kinds.size;
  const parts = { services, workspaceId, kinds, addressBook: shown.addressBook, slack };
  for (const name of kinds.keys()) {
    left -= 1;
    // Null where none was sent; what it was about may be gone, too.
    const message = await renderLastOfKind(parts, name).catch(() => null);
    if (message !== null) {
      const { text, blocks } = message;
      const error = await problemWith(() => validate(client, { message: JSON.stringify({ text, blocks }) }));
      if (error === RATE_LIMITED) return { verdicts, left: left + 1 };
      verdicts.push({ name, error });
    }
  }
  return { verdicts, left };
}

async function homeSeen({ services, workspaceId, client, shown }: Live, person: Person): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [index, view] of (await shown.homeOf(services, workspaceId, person.id)).entries())
    verdicts.push({
      name: String(index + 1),
      error: await problemWith(() => patiently(() => validate(client, { view: JSON.stringify(view) }))),
    });
  return verdicts;
}

const refusal = z.object({
  error: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});

function validate(client: WebClient, given: { message: string } | { view: string }): Promise<unknown> {
  return client.apiCall("blocks.validate", given);
}

/** Null where Slack takes it, else what it says, without what stands in it. */
function problemWith(call: () => Promise<unknown>): Promise<string | null> {
  return call().then(() => null, problemOf);
}

function problemOf(error: unknown): string {
  if (error instanceof WebAPIRateLimitedError) return RATE_LIMITED;
  const refused = error instanceof WebAPIPlatformError ? refusal.safeParse(error.data).data : undefined;
  const [first] = refused?.errors ?? [];
  if (refused) return first ? `${refused.error}: ${first.pointer} ${first.message}` : refused.error;
  return deepestReason(error);
}

/** A grey square of one pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** Slack takes about one message a second in a conversation. Source: docs.slack.dev/apis/web-api/rate-limits. */
const BETWEEN_POSTS_MS = 1200;
const BETWEEN_LOOKS_MS = 500;
const MOST_TRIES = 5;

async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1)
    try {
      return await call();
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof WebAPIRateLimitedError)) throw error;
      await setTimeout(BETWEEN_POSTS_MS);
    }
}

interface Place {
  channel: string;
  ts: string;
}

function problemIn(outcome: { kind: string; error?: string }): string {
  if (outcome.kind === "rate-limited") return RATE_LIMITED;
  return outcome.error ?? outcome.kind;
}

/** In the thread of the message there. Returns its id. */
async function shareFile(slack: FileGateway, { channel, ts: threadTs }: Place): Promise<string> {
  const bytes = new TextEncoder().encode("Drumbeat\n");
  const file = await slack.announce({ name: "drumbeat.txt", length: bytes.length });
  if (file.kind !== "announced") throw new Error(problemIn(file));
  const unsent = await slack.send(file.url, bytes);
  if (unsent !== null) throw new Error(unsent);
  const files = [{ id: file.fileId, title: "drumbeat.txt" }];
  const outcome = await slack.share({ files, comment: "", place: { channel, threadTs } });
  if (outcome.kind !== "shared") throw new Error(problemIn(outcome));
  return file.fileId;
}

/** Slack shows a shared file a little later. Null where it has not by then: once the file is gone, it will not. */
async function shownAt(client: WebClient, { channel, ts }: Place): Promise<string | null> {
  for (let look = 0; look < MOST_TRIES; look += 1) {
    const { messages = [] } = await client.conversations.replies({ channel, ts }).catch(() => ({ messages: [] }));
    const shown = messages.find(({ files = [] }) => files.length > 0);
    if (shown?.ts) return shown.ts;
    await setTimeout(BETWEEN_LOOKS_MS);
  }
  return null;
}

/** A step that fails keeps none of the others from being tried, but those that need it. */
async function roundTrip({ client, fetch }: Live, person: Person): Promise<Finding[]> {
  const texts = textsFor(liveTexts, readerOf(person));
  const stepped: Stepped[] = [];

  const step = async <Result>(name: LiveStep, work: () => Promise<Result>): Promise<Result | null> => {
    const seconds = stopwatch();
    try {
      const result = await work();
      stepped.push({ step: name, ms: Math.round(seconds() * 1000) });
      return result;
    } catch (error) {
      stepped.push({ step: name, error: problemOf(error) });
      return null;
    }
  };

  const channel = await step("post", async () => {
    const { channel: opened } = await client.conversations.open({ users: person.slack_user_id });
    const posted = await patiently(() => client.chat.postMessage({ channel: opened?.id ?? "", text: texts.test }));
    return { channel: posted.channel ?? "", ts: posted.ts ?? "" };
  });

  const slack = fileGateway(client, fetch);
  const file = await step("upload", async () => {
    const uploaded = await uploadPicture(slack, {
      name: "drumbeat",
      title: texts.picture,
      altText: texts.picture,
      png: PNG,
    });
    if (uploaded.kind !== "uploaded") throw new Error(problemIn(uploaded));
    return uploaded.fileId;
  });

  const posted: Place[] = channel ? [channel] : [];
  const files = file === null ? [] : [file];
  if (channel) {
    await step("update", () => client.chat.update({ ...channel, text: texts.updated }));

    const reply = await step("reply", () =>
      patiently(() => client.chat.postMessage({ channel: channel.channel, thread_ts: channel.ts, text: texts.reply })),
    );
    if (reply?.ts) posted.unshift({ channel: channel.channel, ts: reply.ts });

    const shared = await step("share", () => shareFile(slack, channel));
    if (shared !== null) {
      files.push(shared);
      const ts = await shownAt(client, channel);
      if (ts !== null) posted.unshift({ channel: channel.channel, ts });
    }
  }

  if (posted.length > 0 || files.length > 0)
    await step("remove", async () => {
      const removals = [
        ...posted.map((place) => client.chat.delete(place)),
        ...files.map((file) => client.files.delete({ file })),
      ];
      const [failed] = (await Promise.allSettled(removals)).filter(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    });

  return stepFindings(stepped);
}
