/** The workspace's clock: what time it is for this person, what the app waits for, and how to move on. */

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Icon } from "./icons.ts";
import { sendClockAct } from "./sending.ts";
import { useShared } from "./shared.ts";
import { dateFormat, dayAndTime, fullDate, timeWithSeconds } from "./time-format.ts";
import type { Arrival, ClockAct } from "./wire.ts";
import { slackSentence } from "./words.ts";

export function ClockBar() {
  const { seen, words, reading, nowMs } = useShared();
  const { isRunning, isMoving, nextDueAt } = seen.clock;
  const [failure, setFailure] = useState<string | null>(null);
  const [arrivals, setArrivals] = useState<Arrival[]>([]);
  const act = async (to: ClockAct) => {
    if (isMoving) return;
    setFailure(null);
    setArrivals([]);
    const answer = await sendClockAct(to);
    setFailure(answer.failed ?? null);
    setArrivals(("arrivals" in answer && answer.arrivals) || []);
  };
  const next =
    nextDueAt === null ? words.clock.idle : words.clock.idleUntil(dayAndTime(reading, Date.parse(nextDueAt)));
  const day = dateFormat(reading.locale, {
    timeZone: reading.zone,
    weekday: "short",
    day: "numeric",
    month: "short",
  }).format(nowMs);
  const button = (to: ClockAct, label: string, short: string) => html`<button
    type="button" class="clock-button" aria-label=${label} aria-disabled=${isMoving} onClick=${() => void act(to)}
  ><span class="full">${label}</span><span class="short">${short}</span></button>`;
  return html`<div class="clock-bar" role="group" aria-label=${words.clock.name} data-tour="clock">
    <button type="button" class="clock-button play" aria-disabled=${isMoving}
      aria-label=${isRunning ? words.clock.pause : words.clock.play} title=${isRunning ? words.clock.pause : words.clock.play}
      onClick=${() => void act({ do: isRunning ? "pause" : "play" })}><${Icon} name=${isRunning ? "pause" : "play"} size=${16} /></button>
    <div class="clock-now" title=${`${fullDate(reading, nowMs)} · ${reading.zone}`}>
      <strong><span class="clock-day">${day}</span> <time datetime=${seen.clock.now}>${timeWithSeconds(reading, nowMs)}</time></strong>
      <span class=${`clock-next ${isMoving ? "moving" : ""}`} role="status">${
        failure === null ? (isMoving ? words.clock.moving : next) : slackSentence(words, failure)
      }</span>
    </div>
    <div class="clock-moves">
      ${button({ do: "forward", hours: 1 }, words.clock.hour, words.clock.hourShort)}
      ${button({ do: "forward", hours: 24 }, words.clock.day, words.clock.dayShort)}
      ${button({ do: "forward", hours: 7 * 24 }, words.clock.week, words.clock.weekShort)}
      <button type="button" class="clock-button" data-move="next" title=${words.clock.nextLong} aria-label=${words.clock.nextLong} aria-disabled=${isMoving}
        onClick=${() => void act({ do: "to-next" })}><${Icon} name="skip" size=${14} /><span class="wide">${words.clock.next}</span></button>
    </div>
    ${arrivals.length > 0 && html`<${Arrivals} arrivals=${arrivals} onClose=${() => setArrivals([])} />`}
  </div>`;
}

/** More than these are counted. */
const NAMED = 6;

/** Whom the move brought something: one press, and one is them. */
function Arrivals({ arrivals, onClose }: { arrivals: Arrival[]; onClose(): void }) {
  const { seen, me, words, go } = useShared();
  const choose = ({ handle, to }: Arrival) => {
    const channel = seen.channels.find(({ name }) => `#${name}` === to);
    if (handle !== null) go({ handle, at: null, thread: null });
    else if (channel) go({ at: channel.id, thread: null });
    onClose();
  };
  const canGo = ({ handle, to }: Arrival) => handle !== null || seen.channels.some(({ name }) => `#${name}` === to);
  const ownFirst = arrivals.toSorted(
    (one, other) => Number(other.handle === me.handle) - Number(one.handle === me.handle),
  );
  return html`<div class="arrivals" role="status">
    <span>${words.clock.arrived}</span>
    ${ownFirst.slice(0, NAMED).map((arrival) => {
      const label = arrival.count === 1 ? arrival.to : `${arrival.to} × ${arrival.count}`;
      return canGo(arrival)
        ? html`<button type="button" onClick=${() => choose(arrival)}>${label}</button>`
        : html`<span class="elsewhere">${label}</span>`;
    })}
    ${arrivals.length > NAMED && html`<span>${words.clock.andMore(arrivals.length - NAMED)}</span>`}
    <button type="button" class="icon-button" aria-label=${words.close} onClick=${onClose}><${Icon} name="close" size=${14} /></button>
  </div>`;
}
