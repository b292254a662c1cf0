export const usage = {
  zh: `死信（dead letter）：一条消息尝试 18 次仍未成功，或重试也无济于事，就离开工作队列，进入它的死信队列，保留 14 天。
先看原因，排除故障，再送回；确实不该再处理的，停放起来等人决定。

用法：
  npm run queues -- list [--all]                         有死信的队列（--all：全部队列）
  npm run queues -- show QUEUE [--limit N] [--body]      死信的编号、原因、尝试次数；看过即放回，不会取走
  npm run queues -- redrive QUEUE --id ID                把一条送回工作队列
  npm run queues -- redrive QUEUE --all                  全部送回；已重投 3 次的不再送回，改为停放
  npm run queues -- park QUEUE --id ID --reason TEXT     停放一条，记下原因、停放人、时间和来处
  npm run queues -- show parking                         已停放的消息
  npm run queues -- redrive parking --id ID              把停放的一条送回来处

QUEUE 是 list 中的名称，如 Deliveries/HandoverEvents；不重名时写 CaseEvents 即可。
不带 --env 时使用本机正在运行的通办；--env NAME 为 AWS 上的环境，用您自己的凭证和地区。
--limit 默认 20，最多 1000。--body 显示消息原文，可能含个人信息，请注意周围。
--reason 会保留下来给别人看：不要写姓名、证件号、电话。
中途被打断（Ctrl-C、断网）不会丢失消息，最多有几条重复，重复处理无害；正被取出的消息两分钟内回到原处。
同一条消息被送回后会换编号。`,
  en: `A message that failed 18 times, or that no retry can help, leaves its queue for its dead-letter queue, which keeps it
for 14 days. Read why, repair the cause, then send it back; park what must not be handled again until somebody decides.

Usage:
  npm run queues -- list [--all]                         queues with dead letters (--all: every queue)
  npm run queues -- show QUEUE [--limit N] [--body]      their ids, reasons, attempts; looking takes nothing away
  npm run queues -- redrive QUEUE --id ID                sends one back to its working queue
  npm run queues -- redrive QUEUE --all                  sends all back; parks those that went back 3 times already
  npm run queues -- park QUEUE --id ID --reason TEXT     lays one aside, with why, by whom, when and from where
  npm run queues -- show parking                         what is parked
  npm run queues -- redrive parking --id ID              sends one parked message back where it came from

QUEUE is a name from \`list\`, such as Deliveries/HandoverEvents, or CaseEvents where only one ends so.
Without --env it is the Tongban that runs here; --env NAME is one on AWS, with your own credentials and region.
--limit is 20 unless told, at most 1000. --body prints whole messages: they may hold personal data.
--reason is kept for others to read: no names, ID numbers or phones.
Interrupted at any point (Ctrl-C, no network) nothing is lost: at most some messages are there twice, which does no
harm, and those that were in hand are back within two minutes. A message that is moved gets a new id.`,
};
