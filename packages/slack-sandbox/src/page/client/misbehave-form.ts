/** Switches that make Slack misbehave, so that one sees how the app takes it. */

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { sendMisbehaviour } from "./sending.ts";
import { type Shared, useShared } from "./shared.ts";
import type { Misbehaviour } from "./wire.ts";

type Make = (facts: { on: { method?: string }; handle: string; channelId: string | undefined }) => Misbehaviour | null;

/** In Slack's own terms, which are English everywhere. */
const SWITCHES: Record<string, { isCall?: true; make: Make }> = {
  "429 Too Many Requests, Retry-After 5": {
    isCall: true,
    make: ({ on }) => ({ do: "answer-429", retryAfterSeconds: 5, on }),
  },
  "500 before the work is done": {
    isCall: true,
    make: ({ on }) => ({ do: "answer-status", status: 500, when: "before", on }),
  },
  "503 after the work is done": {
    isCall: true,
    make: ({ on }) => ({ do: "answer-status", status: 503, when: "after", on }),
  },
  "Connection cut before the work is done": { isCall: true, make: ({ on }) => ({ do: "cut", when: "before", on }) },
  "Connection cut after the work is done": { isCall: true, make: ({ on }) => ({ do: "cut", when: "after", on }) },
  "Answer 4 seconds late": { isCall: true, make: ({ on }) => ({ do: "answer-late", ms: 4000, on }) },
  "Error internal_error": {
    isCall: true,
    make: ({ on }) => ({ do: "answer-error", error: "internal_error", when: "before", on }),
  },
  "Drop the sockets": { make: () => ({ do: "drop-sockets" }) },
  "Drop the socket after the next payload": { make: () => ({ do: "drop-socket-after-next-payload" }) },
  "Disconnect frame: refresh_requested": {
    make: () => ({ do: "disconnect-sockets", reason: "refresh_requested" }),
  },
  "Deliver the next event twice": { make: () => ({ do: "redeliver-next-event" }) },
  "Swap the next two events": { make: () => ({ do: "swap-next-events" }) },
  "Deactivate this person": { make: ({ handle }) => ({ do: "deactivate", handle }) },
  "Reactivate this person": { make: ({ handle }) => ({ do: "reactivate", handle }) },
  "Archive this channel": { make: ({ channelId }) => (channelId ? { do: "archive-channel", channelId } : null) },
  "Remove the app from this channel": {
    make: ({ channelId }) => (channelId ? { do: "remove-app-from-channel", channelId } : null),
  },
  "Refuse data_table blocks": { make: () => ({ do: "refuse-block", block: "data_table" }) },
  "Take data_table blocks": { make: () => ({ do: "take-block", block: "data_table" }) },
  "Revoke the app’s token": { make: () => ({ do: "revoke-token" }) },
  "Uninstall the app": { make: () => ({ do: "uninstall" }) },
};

export function MisbehaveForm() {
  const shared = useShared();
  const { words } = shared;
  const [name, setName] = useState(Object.keys(SWITCHES)[0] ?? "");
  const [method, setMethod] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const chosen = SWITCHES[name];
  const misbehaviour = chosen?.make({ ...placeIn(shared), on: method === "" ? {} : { method } }) ?? null;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!misbehaviour) return;
    setSaid((await sendMisbehaviour(misbehaviour)).failed ?? words.builders.done);
  };
  return html`<form class="misbehave" onSubmit=${submit}>
    <label for="misbehave">${words.builders.misbehave}</label>
    <select id="misbehave" lang="en" value=${name} onChange=${(event: { currentTarget: HTMLSelectElement }) => {
      setName(event.currentTarget.value);
      setSaid(null);
    }}>${Object.keys(SWITCHES).map((each) => html`<option value=${each}>${each}</option>`)}</select>
    ${
      chosen?.isCall &&
      html`<input list="methods" value=${method} placeholder=${words.builders.onMethod} aria-label=${words.builders.onMethod}
          onInput=${(event: { currentTarget: HTMLInputElement }) => setMethod(event.currentTarget.value)} />
        <datalist id="methods">${["chat.postMessage", "chat.update", "views.open", "views.update", "response_url"].map((each) => html`<option value=${each}></option>`)}</datalist>`
    }
    <button type="submit" class="button" aria-disabled=${misbehaviour === null}>${words.builders.doIt}</button>
    <p role="status">${said}</p>
  </form>`;
}

function placeIn({ place, seen }: Shared): { handle: string; channelId: string | undefined } {
  const channel = seen.channels.find(({ id, kind }) => id === place.at && kind !== "im");
  return { handle: place.handle, channelId: channel?.id };
}
