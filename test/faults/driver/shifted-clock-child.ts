/** Loaded before Drumbeat: this process believes that it is CLOCK_AHEAD_MS later. */
const aheadMs = Number(process.env.CLOCK_AHEAD_MS);
const shifted = { now: () => RightDate.now() + aheadMs };
const RightDate = Date;

globalThis.Date = new Proxy(RightDate, {
  construct: (date, given, target) => Reflect.construct(date, given.length === 0 ? [shifted.now()] : given, target),
  get: (date, key) => (key === "now" ? shifted.now : Reflect.get(date, key)),
});
