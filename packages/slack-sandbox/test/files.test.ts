import type { WebClient } from "@slack/web-api";
import { expect, it } from "vitest";
import { z } from "zod";
import { addMs } from "../src/time.ts";
import { aSandbox, aSocketApp, refusalOf } from "./workspace.ts";

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function aWorkspace() {
  const made = await aSandbox();
  return { ...made, ready: () => made.clock.advanceTo(addMs(made.clock.now(), 2000)) };
}

const announced = z.object({ file_id: z.string(), upload_url: z.string() });

async function announce(client: WebClient, bytes = PICTURE, filename = "chart.png") {
  // The SDK's own method knows no `alt_txt`, which is how Slack calls it.
  const given = { filename, length: bytes.length, alt_txt: "A rising line" };
  const answer = announced.parse(await client.apiCall("files.getUploadURLExternal", given));
  return { id: answer.file_id, url: answer.upload_url };
}

async function upload(client: WebClient, bytes = PICTURE, filename = "chart.png"): Promise<string> {
  const { id, url } = await announce(client, bytes, filename);
  expect((await fetch(url, { method: "POST", body: new Uint8Array(bytes) })).status).toBe(200);
  await client.files.completeUploadExternal({ files: [{ id, title: "Chart" }] });
  return id;
}

const showing = (slack_file: { id: string } | { url: string }) => [
  { type: "image" as const, alt_text: "Value so far: 12 of 20", slack_file },
];

it("takes a picture in three steps and shows it in a block once Slack has looked at it", async () => {
  const { sandbox, client, ready } = await aWorkspace();
  const { id, url } = await announce(client);
  const sent = await fetch(url, { method: "POST", body: new Uint8Array(PICTURE) });
  expect([sent.status, await sent.text()]).toEqual([200, `OK - ${PICTURE.length}`]);
  const { files = [] } = await client.files.completeUploadExternal({ files: [{ id, title: "Value" }] });
  expect(files).toEqual([
    expect.objectContaining({ id, name: "chart.png", title: "Value", size: PICTURE.length, alt_txt: "A rising line" }),
  ]);
  // As in Slack, the type is not known yet, and blocks cannot show the file.
  expect(files[0]?.mimetype).toBe("");
  const post = { channel: sandbox.as("ana").userId, text: "Digest", blocks: showing({ id }) };
  await expect(client.chat.postMessage(post)).rejects.toMatchObject({
    data: { error: "invalid_blocks", errors: ["invalid slack file [json-pointer:/blocks/0/slack_file]"] },
  });
  await ready();
  await client.chat.postMessage(post);
  expect(sandbox.as("ana").dm()[0]?.blocks).toEqual([
    expect.objectContaining({ type: "image", slack_file: { id }, alt_text: "Value so far: 12 of 20" }),
  ]);
  for (const url of [files[0]?.url_private ?? "", files[0]?.permalink ?? ""]) {
    await ready();
    expect(await refusalOf(client.chat.postMessage({ ...post, blocks: showing({ url }) }))).toBeNull();
  }
});

it("takes what the SDK uploads in one call", async () => {
  const { sandbox, client, ready, transcript } = await aWorkspace();
  await client.files.uploadV2({ file: PICTURE, filename: "chart.png", title: "By the SDK" });
  const completed = transcript.find(({ type }) => type === "files.completeUploadExternal");
  const { id } = z.object({ files: z.tuple([z.looseObject({ id: z.string() })]) }).parse(completed?.answer).files[0];
  await ready();
  expect(sandbox.slack.files.picture(id)).toEqual({ bytes: PICTURE, mimetype: "image/png" });
});

it("refuses a file that is unknown, not complete, or no picture, wherever a block shows it", async () => {
  const { sandbox, client, ready } = await aWorkspace();
  const { id: announced } = await announce(client);
  const text = await upload(client, Buffer.from("a,b\n1,2\n"), "table.png");
  await ready();
  const { userId } = sandbox.as("ana");
  for (const id of ["F0UNKNOWN0", announced, text])
    expect(await refusalOf(client.chat.postMessage({ channel: userId, text: "x", blocks: showing({ id }) }))).toBe(
      "invalid_blocks",
    );
  const accessory = { type: "image" as const, alt_text: "x", slack_file: { id: text } };
  const section = { type: "section" as const, text: { type: "plain_text" as const, text: "x" }, accessory };
  const context = { type: "context" as const, elements: [accessory] };
  await expect(
    client.views.publish({ user_id: userId, view: { type: "home", blocks: [section, context] } }),
  ).rejects.toMatchObject({
    data: {
      error: "invalid_arguments",
      response_metadata: {
        messages: [
          "[ERROR] invalid slack file [json-pointer:/view/blocks/0/accessory/slack_file]",
          "[ERROR] invalid slack file [json-pointer:/view/blocks/1/elements/0/slack_file]",
        ],
      },
    },
  });
});

it("refuses such a file in a modal too, in a call and in the answer to a submission", async () => {
  const { sandbox } = await aWorkspace();
  const view = (blocks: object[]) => ({
    type: "modal" as const,
    title: { type: "plain_text" as const, text: "Pictures" },
    submit: { type: "plain_text" as const, text: "Go" },
    blocks: blocks as never,
  });
  const refused: (string | null)[] = [];
  await aSocketApp(sandbox, (app) => {
    app.command("/drumbeat", async ({ ack, body, client }) => {
      refused.push(
        await refusalOf(client.views.open({ trigger_id: body.trigger_id, view: view(showing({ id: "F0UNKNOWN0" })) })),
      );
      await client.views.open({ trigger_id: body.trigger_id, view: view([{ type: "divider" }]) });
      await ack();
    });
    app.view(/.*/, async ({ ack }) => ack({ response_action: "update", view: view(showing({ id: "F0UNKNOWN0" })) }));
  });
  await sandbox.as("ana").command("/drumbeat");
  expect(refused).toEqual(["invalid_arguments"]);
  expect(await sandbox.as("ana").submit()).toHaveProperty("failed");
});

it("wants one source for a picture, and a file's id as Slack writes it", async () => {
  const { sandbox, client } = await aWorkspace();
  const errorsOf = async (picture: object) => {
    const blocks = [{ type: "image", alt_text: "x", ...picture }] as never;
    const refusal = client.chat.postMessage({ channel: sandbox.as("ana").userId, text: "x", blocks });
    return refusal.then(
      () => [],
      ({ data }: { data: { errors: string[] } }) => data.errors,
    );
  };
  expect(await errorsOf({})).toEqual(["missing required field: image_url [json-pointer:/blocks/0]"]);
  expect(await errorsOf({ image_url: "https://e.com/a.png", slack_file: { id: "F0UNKNOWN0" } })).toContain(
    "only one of image_url, slack_file allowed [json-pointer:/blocks/0]",
  );
  expect(await errorsOf({ slack_file: { id: "chart" } })).toContain(
    "input must match regex pattern: ^[F][A-Z0-9]{8,}$ [json-pointer:/blocks/0/slack_file/id]",
  );
  const both = { id: "F0UNKNOWN0", url: "https://files.slack.com/files-pri/T0-F0UNKNOWN0/x.png" };
  for (const slack_file of [{}, both])
    expect(await errorsOf({ slack_file })).toContain(
      "exactly one of id, url is needed [json-pointer:/blocks/0/slack_file]",
    );
});

it("keeps nothing that comes to another address, twice, or with another length", async () => {
  const { client, sandbox } = await aWorkspace();
  const { id, url } = await announce(client);
  const send = async (to: string, bytes: Buffer) =>
    (await fetch(to, { method: "POST", body: new Uint8Array(bytes) })).status;
  expect(await refusalOf(client.files.completeUploadExternal({ files: [{ id }] }))).toBe("file_not_found");
  expect(await send(url, PICTURE.subarray(1))).toBe(400);
  expect(await send(`${sandbox.url}/upload/v1/elsewhere`, PICTURE)).toBe(400);
  expect(await send(url, PICTURE)).toBe(200);
  expect(await send(url, PICTURE)).toBe(400);
  await client.files.completeUploadExternal({ files: [{ id }] });
  for (const unknown of [id, "F0UNKNOWN0"])
    expect(await refusalOf(client.files.completeUploadExternal({ files: [{ id: unknown }] }))).toBe("file_not_found");
});

it("refuses an upload without name, bytes, scope, or with too long a description", async () => {
  const { client, sandbox } = await aWorkspace();
  const ask = (given: object) =>
    refusalOf(client.apiCall("files.getUploadURLExternal", { filename: "a.png", length: 10, ...given }));
  expect(await ask({})).toBeNull();
  expect(await ask({ filename: "" })).toBe("missing_argument");
  expect(await ask({ length: 0 })).toBe("missing_argument");
  expect(await ask({ length: 1_000_000_001 })).toBe("file_upload_size_restricted");
  expect(await ask({ alt_txt: "x".repeat(1000) })).toBeNull();
  expect(await ask({ alt_txt: "x".repeat(1001) })).toBe("alt_txt_too_large");
  expect(await ask({ alt_text: "of the SDK" })).toBe("invalid_arguments");
  const { manifest } = sandbox.slack;
  manifest.scopes = manifest.scopes.filter((scope) => scope !== "files:write");
  expect(await ask({})).toBe("missing_scope");
  expect(await refusalOf(client.files.completeUploadExternal({ files: [{ id: "F0UNKNOWN0" }] }))).toBe("missing_scope");
});

it("says in the transcript how much was sent, not what", async () => {
  const { client, transcript } = await aWorkspace();
  await upload(client);
  const line = transcript.find(({ type }) => type === "upload_url");
  expect(line).toMatchObject({ ok: true, body: { bytes: PICTURE.length } });
});

it("shares files in a thread of a conversation, a little after it has answered, and once", async () => {
  const { sandbox, client, ready } = await aWorkspace();
  const post = await client.chat.postMessage({ channel: sandbox.as("ana").userId, text: "Digest" });
  const [channel, root] = [post.channel ?? "", post.ts ?? ""];
  const bytes = Buffer.from("a,b\r\n");
  const { id, url } = await announce(client, bytes, "table.csv");
  const share = (given: { channel_id: string; thread_ts?: string }) =>
    client.files.completeUploadExternal({ files: [{ id, title: "Table" }], initial_comment: "As a file", ...given });
  expect(await refusalOf(share({ channel_id: channel, thread_ts: root }))).toBe("file_not_found");
  await fetch(url, { method: "POST", body: new Uint8Array(bytes) });
  expect(await refusalOf(share({ channel_id: sandbox.as("ana").userId }))).toBe("channel_not_found");
  expect(await refusalOf(share({ channel_id: channel, thread_ts: "1.000001" }))).toBe("cannot_reply_to_message");
  await share({ channel_id: channel, thread_ts: root });
  const replies = async () => (await client.conversations.replies({ channel, ts: root })).messages?.slice(1) ?? [];
  expect(await replies()).toEqual([]);
  await ready();
  expect(await replies()).toEqual([
    expect.objectContaining({
      text: "As a file",
      thread_ts: root,
      files: [expect.objectContaining({ id, name: "table.csv", title: "Table", mimetype: "text/csv", size: 5 })],
    }),
  ]);
  expect(await refusalOf(share({ channel_id: channel, thread_ts: root }))).toBe("file_not_found");
});
