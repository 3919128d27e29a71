"""A small OpenGL renderer: one key light with soft shadows, sky ambient. No screen or GPU needed (EGL)."""

import moderngl
import numpy as np
from body import smooth_normals
from room import room_rows

VERTEX = """#version 330
uniform mat4 view_projection; uniform mat4 light_projection;
in vec3 position; in vec3 normal; in vec3 colour;
out vec3 n; out vec3 c; out vec3 world; out vec4 lit;
void main() {
  n = normal; c = colour; world = position;
  lit = light_projection * vec4(position, 1); gl_Position = view_projection * vec4(position, 1);
}"""
FRAGMENT = """#version 330
uniform vec3 light; uniform vec3 eye; uniform float ambient; uniform float key; uniform sampler2D shadow;
in vec3 n; in vec3 c; in vec3 world; in vec4 lit; out vec4 pixel;
void main() {
  vec3 N = normalize(n), L = normalize(light - world), V = normalize(eye - world);
  if (dot(N, V) < 0) N = -N;
  vec3 s = lit.xyz / lit.w * 0.5 + 0.5; float seen = 0.0;
  if (any(lessThan(s, vec3(0))) || any(greaterThan(s, vec3(1)))) seen = 1.0;  // outside the shadow map
  else for (int i = -1; i <= 1; ++i) for (int j = -1; j <= 1; ++j)
    seen += texture(shadow, s.xy + vec2(i, j) * 0.0024).r > s.z - 0.0025 ? 0.1111 : 0.0;
  float sky = ambient * (0.55 + 0.45 * N.z);
  float near_floor = 0.55 + 0.45 * smoothstep(-0.02, 0.16, world.z + 0.08 * N.z);
  float h = max(dot(N, normalize(L + V)), 0.0);
  h *= h; h *= h; h *= h; h *= h;
  vec3 rgb = c * (sky * near_floor + key * seen * max(dot(N, L), 0.0)) + 0.08 * h * seen;
  pixel = vec4(sqrt(clamp(rgb, 0.0, 1.0)), 1);
}"""
DEPTH = """#version 330
uniform mat4 light_projection; in vec3 position;
void main() { gl_Position = light_projection * vec4(position, 1); }"""


class Mesh:
    """A dressed body: triangles (n, 3), the palette's index of each (n,); ready to draw many poses of."""

    def __init__(self, triangles, parts, palette, count):
        keys = triangles * len(palette) + parts[:, None]
        unique, index = np.unique(keys, return_inverse=True)
        self.source = unique // len(palette)  # each drawn corner's vertex
        self.colours, self.index = palette[unique % len(palette)].astype("f4"), index.astype("i4").ravel()
        self.normals = smooth_normals(triangles, count)

    def rows(self, vertices):
        """Position, normal, colour (m, 9) of the drawn corners, for vertices (count, 3) in world metres."""
        both = np.concatenate([vertices, self.normals(vertices)], 1)[self.source]
        return np.concatenate([both, self.colours], 1).astype("f4")


class Renderer:
    """Draws people in one room through one camera; `things`: rows (n, 9) of what else is there."""

    def __init__(self, camera, room, things=(), samples=4):
        self.camera, self.room = camera, room
        self.gl = moderngl.create_context(standalone=True, backend="egl")
        self.gl.enable(moderngl.DEPTH_TEST)
        self.program = self.gl.program(VERTEX, FRAGMENT)
        self.depth_program = self.gl.program(DEPTH, "#version 330\nvoid main() {}")
        size = (camera.width, camera.height)
        many = (
            self.gl.renderbuffer(size, 4, samples=samples),
            self.gl.depth_renderbuffer(size, samples=samples),
        )
        self.target = self.gl.framebuffer(*many)
        self.resolved = self.gl.framebuffer([self.gl.renderbuffer(size, 4)])
        self.shadow = self.gl.depth_texture((1024, 1024))
        self.shadow.compare_func = ""
        self.shadow.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self.shadow.repeat_x = self.shadow.repeat_y = False
        self.shadow_target = self.gl.framebuffer(depth_attachment=self.shadow)
        fixed = self.gl.buffer(np.concatenate([room_rows(room), *things]).tobytes())
        self.fixed = self._arrays(fixed, None)
        sun, light = self._sun(), np.array(room.light)
        self.depth_program["light_projection"].write(sun)
        p = self.program
        p["view_projection"].write(camera.matrix().T.astype("f4").tobytes())
        p["light_projection"].write(sun)
        p["light"].value, p["eye"].value = tuple(light), tuple(camera.eye)
        p["ambient"].value, p["key"].value, p["shadow"].value = room.ambient, room.key, 0

    def _sun(self):
        """World to the light's clip space, as bytes."""
        light = np.array(self.room.light)
        f = -light / np.linalg.norm(light)
        r = np.cross(f, [0, 0, 1.0])
        r /= np.linalg.norm(r)
        view = np.eye(4)
        view[:3, :3] = np.stack([r, np.cross(r, f), -f])
        view[:3, 3] = -view[:3, :3] @ light
        reach = np.linalg.norm(light) + 2
        ortho = np.diag([1 / 1.7, 1 / 1.7, -2 / reach, 1.0])
        ortho[2, 3] = -1
        return (ortho @ view).T.astype("f4").tobytes()

    def _arrays(self, buffer, index):
        """Vertex arrays over a buffer of rows: (for the shadow, for the picture)."""
        shadow = self.gl.vertex_array(self.depth_program, [(buffer, "3f 24x", "position")], index)
        layout = [(buffer, "3f 3f 3f", "position", "normal", "colour")]
        return shadow, self.gl.vertex_array(self.program, layout, index)

    def _render(self, arrays):
        """Draw closed bodies without their far sides, then the fixed things (the first)."""
        self.gl.enable(moderngl.CULL_FACE)
        for array in arrays[1:]:
            array.render()
        self.gl.disable(moderngl.CULL_FACE)
        arrays[0].render()

    def draw(self, people):
        """Return the image (height, width, 3), uint8 RGB, with `people`: pairs of a Mesh and its vertices."""
        made, arrays = [], [self.fixed]
        for mesh, vertices in people:
            buffer = self.gl.buffer(mesh.rows(vertices).tobytes())
            index = self.gl.buffer(mesh.index.tobytes())
            arrays.append(self._arrays(buffer, index))
            made += [*arrays[-1], buffer, index]
        self.shadow_target.use()
        self.shadow_target.clear(depth=1.0)
        self._render([shadow for shadow, _ in arrays])
        self.target.use()
        self.target.clear(0.1, 0.1, 0.1, depth=1.0)
        self.shadow.use(0)
        self._render([picture for _, picture in arrays])
        self.gl.copy_framebuffer(self.resolved, self.target)
        size = self.camera.height, self.camera.width, 3
        image = np.frombuffer(self.resolved.read(components=3), np.uint8).reshape(size)[::-1]
        for thing in made:
            thing.release()
        return image
