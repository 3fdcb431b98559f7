-- What martin serves: the same points as a table, and the same clusters as a function (cells of an eighth of a tile).
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE SCHEMA bench;
CREATE TABLE bench.points AS
SELECT id, title, theme, stage, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857)::geometry(Point, 3857) AS geom
FROM proposals;
CREATE INDEX ON bench.points USING gist (geom);
ANALYZE bench.points;

CREATE FUNCTION bench.clusters(z integer, x integer, y integer) RETURNS bytea AS $$
  WITH tile AS (SELECT ST_TileEnvelope(z, x, y) AS square, 40075016.6855784 / (1 << z) / 8 AS cell),
  marks AS (
    SELECT count(*) AS count,
           mode() WITHIN GROUP (ORDER BY p.theme) AS theme,
           mode() WITHIN GROUP (ORDER BY p.stage) AS stage,
           CASE WHEN count(*) = 1 THEN min(p.id::text) END AS id,
           CASE WHEN count(*) = 1 THEN min(p.title) END AS title,
           ST_AsMVTGeom(ST_SetSRID(ST_MakePoint(avg(ST_X(p.geom)), avg(ST_Y(p.geom))), 3857), tile.square, 4096, 0) AS geom
    FROM bench.points p, tile
    WHERE p.geom && tile.square
    GROUP BY floor(ST_X(p.geom) / tile.cell), floor(ST_Y(p.geom) / tile.cell), tile.square
  )
  SELECT ST_AsMVT(marks, 'proposals', 4096, 'geom') FROM marks
$$ LANGUAGE sql STABLE STRICT PARALLEL SAFE;
