/** The sigma program of dashed links; plain ones have sigma's own. */
import { EdgeProgram, type ProgramInfo } from 'sigma/rendering';
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

/** Pixels of line and gap, by turns: two or four numbers. */
export interface DashData {
  dash: readonly number[];
}

const VERTEX = /* glsl */ `
attribute vec2 a_start;
attribute vec2 a_end;
attribute float a_thickness;
attribute vec4 a_dash;
attribute vec4 a_color;
attribute float a_along;
attribute float a_side;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_minEdgeThickness;
varying vec4 v_color;
varying vec4 v_dash;
varying float v_along;
varying float v_side;
varying float v_half;
void main() {
  float pixel = u_correctionRatio * 2.0;
  vec2 way = a_end - a_start;
  float far = max(length(way), 1e-9);
  v_half = max(a_thickness / u_sizeRatio, u_minEdgeThickness) / 2.0 + 0.5;
  v_side = a_side * v_half;
  v_along = a_along * far / pixel;
  vec2 at = mix(a_start, a_end, a_along) + vec2(-way.y, way.x) / far * v_side * pixel;
  gl_Position = vec4((u_matrix * vec3(at, 1)).xy, 0, 1);
  v_dash = a_dash;
  v_color = a_color;
  v_color.a *= 255.0 / 254.0;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_dash;
varying float v_along;
varying float v_side;
varying float v_half;
void main() {
  float at = mod(v_along, v_dash.x + v_dash.y + v_dash.z + v_dash.w);
  float second = at - v_dash.x - v_dash.y;
  float shown = max(step(at, v_dash.x), step(0.0, second) * step(second, v_dash.z));
  gl_FragColor = v_color * shown * clamp(v_half - abs(v_side), 0.0, 1.0);
}`;

const UNIFORMS = ['u_matrix', 'u_sizeRatio', 'u_correctionRatio', 'u_minEdgeThickness'] as const;

export class DashProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_start', size: 2, type: FLOAT },
        { name: 'a_end', size: 2, type: FLOAT },
        { name: 'a_thickness', size: 1, type: FLOAT },
        { name: 'a_dash', size: 4, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [
        { name: 'a_along', size: 1, type: FLOAT },
        { name: 'a_side', size: 1, type: FLOAT },
      ],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
    };
  }

  override processVisibleItem(
    _id: number, start: number, source: NodeDisplayData, target: NodeDisplayData, data: EdgeDisplayData & Partial<DashData>,
  ): void {
    const [line = 1, gap = 0, second = 0, last = 0] = data.dash ?? [];
    this.array.set([source.x, source.y, target.x, target.y, data.size, line, gap, second, last, floatColor(data.color)], start);
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    const at = (name: (typeof UNIFORMS)[number]) => uniformLocations[name] as WebGLUniformLocation;
    gl.uniformMatrix3fv(at('u_matrix'), false, params.matrix);
    gl.uniform1f(at('u_sizeRatio'), params.sizeRatio);
    gl.uniform1f(at('u_correctionRatio'), params.correctionRatio);
    gl.uniform1f(at('u_minEdgeThickness'), params.minEdgeThickness);
  }
}
