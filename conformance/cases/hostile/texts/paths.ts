import { named } from './text.ts';

/** Ways out of a directory, for names that become files. */
export const paths = named({
  traversal: '../../../../etc/hostname',
  'traversal-backslash': '..\\..\\..\\windows\\win.ini',
  'traversal-mixed': '..\\/..\\/etc/hostname',
  'traversal-doubled': '....//....//etc/hostname',
  'traversal-dot': './.././../etc/hostname',
  'traversal-absolute': '/etc/hostname',
  'traversal-drive': 'C:\\windows\\win.ini',
  'traversal-share': '\\\\127.0.0.1\\share\\x',
  'traversal-nul': '../../etc/hostname\0.png',
  'traversal-percent-nul': '../../etc/hostname%00.png',
  'traversal-semicolon': '..;/..;/etc/hostname',
  'traversal-overlong': '%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afetc/hostname',
  'traversal-overlong-long': '%e0%80%ae%e0%80%ae%e0%80%afetc/hostname',
  'traversal-percent-u': '%u002e%u002e%u2215%u002e%u002e%u2215etc/hostname',
  'traversal-lookalike': '\u2024\u2024\u2215\uff0e\uff0e\uff0fetc\u2044hostname',
  'device-name': 'CON',
  'device-file': '/dev/null',
  'hidden-file': '.htaccess',
  'trailing-dots': 'name.txt...  ',
  'alternate-stream': 'name.txt::$DATA',
});
