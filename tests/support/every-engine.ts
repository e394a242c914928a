// For the project `rules`: every rule on both engines.
process.env['EVERY_ENGINE'] = '1';
