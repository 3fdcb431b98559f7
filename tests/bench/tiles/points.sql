-- Proposals all over the ground, the same on every run; and the same points for PostGIS. Wants :many.
SELECT setseed(0.5);
INSERT INTO proposals (id, title, body, theme, stage, lon, lat, support_count, comment_count, created_at, updated_at)
SELECT md5('proposal ' || n)::uuid,
       'Proposal ' || n,
       'Somewhere on the ground.',
       (ARRAY['green', 'streets', 'food', 'safety', 'transport', 'play_sport', 'older_people', 'reuse_repair'])[1 + n % 8],
       (ARRAY['open', 'shaping', 'costed', 'funded', 'done'])[1 + n % 5],
       -0.02 + random() * 0.12,
       51.49 + random() * 0.08,
       0, 0, 1750000000000 + n, 1750000000000 + n
FROM generate_series(1, :many) AS n;
